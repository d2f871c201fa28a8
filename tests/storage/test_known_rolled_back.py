"""A change that is taken back leaves no generation behind that another process will reach by a change of its own."""

from storage.known import Known


def test_what_was_taken_back_does_not_hide_anothers_change() -> None:
    known = Known()
    known.meet(5)
    known.changed(6)
    known.forget()
    assert known.ask("member", "x", lambda: "old") == "old"
    known.meet(6)
    assert known.ask("member", "x", lambda: "new") == "new"
