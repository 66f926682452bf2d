"""Expected figures of src/summary/rouge.rs: rouge-score 0.1.2 with stemming."""
from rouge_score import rouge_scorer

scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
reference = "Ferry crews voted to strike from Monday over night shifts"
for line in [
    "On Monday the crews of the ferries vote on strikes over the night shift.",
    "Ferry crews voted to strike, strike, strike over one well-lit night.",
    "Nothing sails.",
]:
    scores = scorer.score(reference, line)
    print(line, [round(scores[name].fmeasure, 12) for name in ("rouge1", "rouge2", "rougeL")])
