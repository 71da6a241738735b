"""Answers of a language model kept under the hash of their question, so that a killed run goes on and nothing is sent twice."""

import hashlib
from pathlib import Path

import msgspec

from tollbook.flow.reading.archive import write_durably
from tollbook.model.chat import Question, Reply
from tollbook.model.issue import Issue, RunAborted


def answers_folder(root: Path) -> Path:
    """Return where a book keeps a model's answers."""
    return root / "archive" / "llm"


def question_name(url: str, question: Question) -> str:
    """Return the SHA-256 of a question to one address: the same words to the same model have the same name."""
    return hashlib.sha256(msgspec.json.encode((url, question), order="sorted")).hexdigest()


class Answers:
    """Usable answers in a folder, one file each; without a folder, in memory for this run only."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.held: dict[str, Reply] = {}

    def find(self, name: str) -> Reply | None:
        """Return the answer kept under ``name``; None where there is none, or its file is damaged and must be got again."""
        if self.folder is None:
            return self.held.get(name)
        try:
            return msgspec.json.decode(self._place(self.folder, name).read_bytes(), type=Reply)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None

    def keep(self, name: str, reply: Reply) -> None:
        """Keep ``reply`` under ``name``, whole or not at all; raise RunAborted when the folder cannot be written."""
        if self.folder is None:
            self.held[name] = reply
            return
        try:
            write_durably(self._place(self.folder, name), msgspec.json.encode(reply), self.folder)
        except OSError as error:
            hint = "Make room or give yourself the right to write there, and run the same command again."
            message = f"an answer cannot be kept here ({error.strerror})"
            raise RunAborted(Issue("archive-not-writable", "error", str(self.folder), message, hint)) from error

    @staticmethod
    def _place(folder: Path, name: str) -> Path:
        return folder / name[:2] / f"{name}.json"
