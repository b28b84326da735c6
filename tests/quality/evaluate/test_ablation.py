"""Rules are found by their form; switched off they answer the same everywhere, and only while asked."""

from quality.evaluate.ablation import Effect, Rule, effects, rules, switched_off
from verbatim.annotate.attribution import clauses

TEXT = "Petra Vance said: “The dam will hold.”"
GOLD = {
    "id": "a",
    "text": TEXT,
    "quotes": [{"start": 19, "end": 37, "text": "The dam will hold.", "kind": "direct", "speaker": "Petra Vance"}],
}


def test_a_rule_that_answers_yes_or_no_is_tried_both_ways() -> None:
    assert [str(rule) for rule in rules("attribution.clauses._is_sentence")] == [
        "attribution.clauses._is_sentence",
        "attribution.clauses._is_sentence = yes",
    ]
    assert all(rule.always is None for rule in rules("attribution.clauses.clause_after"))


def test_a_rule_is_switched_off_wherever_it_was_imported_and_on_again_after() -> None:
    original = clauses.is_source
    with switched_off(Rule("reports", "is_source", always=True)):
        assert clauses.is_source is not original
        assert clauses.is_source(None, None) is True  # type: ignore[arg-type]  # what is asked does not matter
    assert clauses.is_source is original


def test_the_effect_of_a_rule_is_what_changes_without_it() -> None:
    needed = Rule("reports", "_cue_at", always=None)
    needless = Rule("attribution.factuality", "_is_denied", always=False)
    assert dict(effects([GOLD], [needed, needless])) == {needed: Effect(changed=1, direct_right=-1), needless: Effect()}
