"""What can be reached on foot from where people live, and what would one more place change?

`streets` holds a street network, `snapping` puts points on it, `network` makes it ready to be searched, `searching` asks for the nearest
and for what lies within a limit, `reach` puts that together for origins and areas, `gains` weighs candidate places, `tiles` cuts a
country into pieces that give the same answers.
"""
