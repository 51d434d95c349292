"""The sentences of the invented writers are taken for what they are."""

from written import is_held_back, writers


def test_the_corpus_is_large_and_of_many_hands_and_halved() -> None:
    sentences = [(writer.name, sentence) for writer in writers() for _, sentence, _ in writer.sentences]
    assert len(writers()) >= 12
    assert len(set(sentences)) == len(sentences) >= 400
    held = sum(is_held_back(sentence) for _, sentence in sentences)
    assert 0.4 < held / len(sentences) < 0.6
