"""The routes of what people do beyond judging a claim or a pair: entering, signing, reading twice, sharing, erasing."""

from starlette.routing import Route

from tollbook.web import coverage, deciding, entering, erasing, originals, past, reading, sharing, signing
from tollbook.web.acts import act_with_files, form_route

FORMS = (
    Route("/enter", entering.note_page),
    Route("/document/{document}/add", entering.add_page),
    Route("/entered/{entry}", entering.entered_page),
    Route("/document/{document}/erase", erasing.erase_page),
    Route("/archived/{document}", originals.archived),
    Route("/evidence/{sha256}", originals.evidence),
    Route("/claim/{claim}", past.claim_page),
    Route("/claim/{claim}/code", reading.code_page),
    Route("/coding/next", reading.next_coding_page),
    Route("/agreement", reading.agreement_page),
    Route("/incident/{incident}/sign", signing.sign_page),
    Route("/judgements/head", originals.head),
    Route("/signed", signing.signed_page),
    Route("/coverage", coverage.coverage_page),
    Route("/queue/item/{item}", sharing.item_page),
    Route("/conflict/{entry}", deciding.conflict_page),
    Route("/act/enter", act_with_files(entering.enter_act), methods=["POST"]),
    form_route("/act/sign", signing.sign_act),
    form_route("/act/review", reading.review_act),
    form_route("/act/code", reading.code_act),
    form_route("/act/coverage", coverage.coverage_act),
    form_route("/act/assign", sharing.assign_act),
    form_route("/act/decide", deciding.decide_act),
    form_route("/act/erase", erasing.erase_act),
)
