"""One instance, one directory, the user's alone."""

import os

import pytest

from followupd.errors import StateUnavailable
from followupd.state.directory import default_directory, prepare
from followupd.state.lock import Lock


def test_a_second_instance_is_told_who_holds_the_lock(tmp_path):
    with Lock(tmp_path), pytest.raises(StateUnavailable, match=f"process {os.getpid()}"):
        Lock(tmp_path)


def test_the_lock_is_free_again_after_release(tmp_path):
    Lock(tmp_path).release()
    Lock(tmp_path).release()


def test_the_file_of_the_lock_stays_and_is_the_user_s_alone(tmp_path):
    """Removed by who leaves, it would be made anew by one while another still holds the old one."""
    Lock(tmp_path).release()
    assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600


def test_systemd_s_directory_stands_above_xdg():
    assert default_directory({"STATE_DIRECTORY": "/var/lib/a:/var/lib/b", "XDG_STATE_HOME": "/x"}) == "/var/lib/a"
    assert default_directory({"XDG_STATE_HOME": "/x", "HOME": "/home/j"}) == "/x/followupd"
    assert default_directory({"XDG_STATE_HOME": "relative", "HOME": "/home/j"}) == "/home/j/.local/state/followupd"


def test_a_new_directory_is_closed_to_others(tmp_path):
    path = prepare(str(tmp_path / "deep" / "state"))
    assert path.stat().st_mode & 0o777 == 0o700


def test_a_directory_that_cannot_be_made_names_the_key(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StateUnavailable, match="state_dir"):
        prepare(str(tmp_path / "file" / "state"))
