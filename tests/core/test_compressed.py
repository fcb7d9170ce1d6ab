"""Answers are compressed for who can unpack them, and stay what they were."""

import gzip
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from wijk.core.middleware import Compressed

WORDS = "Wie woont er in deze wijk? " * 200


def answered(request: HttpRequest) -> HttpResponse:
    return HttpResponse(WORDS, headers={"ETag": '"a"'})


def through(inner: Callable[[HttpRequest], HttpResponseBase], accepts: str = "gzip, br") -> HttpResponseBase:
    answer = Compressed(inner)(asked(accepts))
    assert isinstance(answer, HttpResponseBase)
    return answer


def asked(accepts: str) -> HttpRequest:
    return RequestFactory().get("/", headers={"accept-encoding": accepts})


def test_it_says_the_same_in_fewer_bytes() -> None:
    answer = through(answered)
    assert isinstance(answer, HttpResponse)
    assert gzip.decompress(answer.content).decode() == WORDS
    assert (answer["Content-Encoding"], answer["Content-Length"]) == ("gzip", str(len(answer.content)))
    assert answer["ETag"] == 'W/"a"'
    assert "Accept-Encoding" in answer["Vary"]


def test_the_length_of_the_same_answer_is_not_always_the_same() -> None:
    lengths = {through(answered)["Content-Length"] for _ in range(30)}
    assert len(lengths) > 1


def test_who_cannot_unpack_gets_it_plain_and_small_answers_stay() -> None:
    plain = through(answered, "br")
    assert isinstance(plain, HttpResponse)
    assert plain.content.decode() == WORDS
    assert "Accept-Encoding" in plain["Vary"]
    small = through(lambda _request: HttpResponse("ok"))
    assert not small.has_header("Content-Encoding")


def test_what_is_sent_in_pieces_is_compressed_in_pieces() -> None:
    answer = through(lambda _request: StreamingHttpResponse([WORDS, WORDS]))
    assert isinstance(answer, StreamingHttpResponse)
    packed = answer.getvalue()
    assert gzip.decompress(packed).decode() == WORDS + WORDS
