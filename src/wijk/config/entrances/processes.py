"""The doors of processes."""

from wijk.config.door import OPEN, OWN, Door, can, does

WRITE = Door("verb", "processes.write_framework", anywhere=True)
CREATE = Door("verb", "processes.create_process", anywhere=True)

DOORS: dict[str, Door] = {
    "processes:index": OPEN,
    "processes:process": OPEN,
    "processes:framework": OPEN,
    "processes:changes": OPEN,
    "processes:version": OPEN,
    "processes:paper": OPEN,
    "processes:promised": OPEN,
    "processes:ours": OWN,
    "api:processes_dictionary": OPEN,
    "api:processes_listed": OPEN,
    "api:process_told": OPEN,
    "processes:office": WRITE,
    "processes:new": CREATE,
    "processes:keep": can("processes.write_framework"),
    "processes:facts": can("processes.change_process"),
    "processes:announce": does("processes.announce_process"),
    "processes:new_phase": can("processes.keep_phase"),
    "processes:phase": can("processes.keep_phase"),
    "processes:open_phase": does("processes.open_phase"),
    "processes:close_phase": does("processes.close_phase"),
    "processes:remove_phase": does("processes.remove_phase"),
    "processes:new_participant": can("processes.keep_participant"),
    "processes:participant": can("processes.keep_participant"),
    "processes:remove_participant": does("processes.remove_participant"),
    "processes:promise": can("processes.promise"),
    "processes:answer": can("processes.keep_promise"),
    "processes:remove_promise": does("processes.remove_promise"),
    "processes:task": does("processes.keep_task"),
    "processes:evaluate": can("processes.evaluate"),
    "processes:finish": does("processes.close_process"),
    "processes:stop": does("processes.stop_process"),
    "processes:publish": can("processes.publish_framework"),
    "processes:review": can("processes.put_under_review"),
    "processes:endorse": can("processes.endorse"),
    "processes:section": can("processes.write_framework"),
}
