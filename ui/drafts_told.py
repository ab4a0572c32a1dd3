"""Words for the customers of many cases, put into the drafts of those that have none."""

from collections.abc import Iterable

from models.queries.shipped import ShippedDraft
from ui.drafts import Drafts, case_draft
from ui.messages import tr


def put_drafts(drafts: Drafts, told: Iterable[ShippedDraft]) -> str:
    """Keep each as its case's draft, unless somebody has typed there; says where they wait."""
    kept, own = list[str](), list[str]()
    for one in told:
        name = case_draft(one.case_id)
        before = drafts.get(name)
        (own if before.get("text") else kept).append(one.key)
        if not before.get("text"):
            words = {"kind": one.way, "text": one.text, "promised": one.promised}
            drafts.keep(name, {**before, **words})
    return "; ".join(
        said for said in (
            tr("A draft waits in {cases}", cases=", ".join(kept)) if kept else "",
            tr("your own words stay in {cases}", cases=", ".join(own)) if own else "",
        ) if said
    )  # fmt: skip
