"""One reader for all tests of reading: it is made once and keeps nothing of what it reads."""

import pytest

from nlp.reader import Reader


@pytest.fixture(scope="session")
def reader():
    return Reader()
