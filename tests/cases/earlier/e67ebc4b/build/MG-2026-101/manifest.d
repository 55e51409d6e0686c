fresh_until.MG-2026-101 := 20261207
$(makegood.root)/build/MG-2026-101/manifest.json: \
  $(makegood.root)/cases/MG-2026-101/case.json \
  $(makegood.root)/cases/MG-2026-101/story.md \
  $(makegood.root)/cases/defaults.json \
  $(makegood.root)/cases/MG-2026-101/evidence \
  $(makegood.root)/cases/MG-2026-101/evidence/feed-2026-09-16.png \
  $(makegood.root)/cases/MG-2026-101/evidence/post1.png \
  $(makegood.root)/cases/MG-2026-101/evidence/post2.png \
  $(makegood.root)/cases/MG-2026-101/evidence/receipt.jpg \
  $(makegood.root)/cases/MG-2026-101/evidence/thread.pdf \
  $(makegood.root)/cases/MG-2026-101/sent \
  $(makegood.root)/cases/MG-2026-101/sent/2026-11-23-first_request.eml \
  $(makegood.root)/src/makegood/policies/channels/ads_balance_bc.json \
  $(makegood.root)/src/makegood/policies/channels/ads_balance_no_bc.json \
  $(makegood.root)/src/makegood/policies/channels/ads_credit.json \
  $(makegood.root)/src/makegood/policies/channels/ads_spent_dispute.json \
  $(makegood.root)/src/makegood/policies/channels/ads_suspended.json \
  $(makegood.root)/src/makegood/policies/channels/agency.json \
  $(makegood.root)/src/makegood/policies/channels/direct_bank.json \
  $(makegood.root)/src/makegood/policies/channels/direct_card.json \
  $(makegood.root)/src/makegood/policies/channels/direct_paypal.json \
  $(makegood.root)/src/makegood/policies/channels/influencer_marketplace.json \
  $(makegood.root)/src/makegood/policies/channels/promote_appstore.json \
  $(makegood.root)/src/makegood/policies/channels/promote_spent.json \
  $(makegood.root)/src/makegood/policies/channels/promote_web_coins.json \
  $(makegood.root)/src/makegood/policies/channels/tiktok_one.json \
  $(makegood.root)/src/makegood/policies/channels/tiktok_shop_affiliate.json \
  $(makegood.root)/src/makegood/policies/currencies.json \
  $(makegood.root)/src/makegood/policies/desks/ads_close_account.json \
  $(makegood.root)/src/makegood/policies/desks/ads_sales.json \
  $(makegood.root)/src/makegood/policies/desks/ads_ticket.json \
  $(makegood.root)/src/makegood/policies/desks/agency.json \
  $(makegood.root)/src/makegood/policies/desks/app_store.json \
  $(makegood.root)/src/makegood/policies/desks/card_issuer.json \
  $(makegood.root)/src/makegood/policies/desks/marketplace.json \
  $(makegood.root)/src/makegood/policies/desks/paypal.json \
  $(makegood.root)/src/makegood/policies/desks/tiktok_app.json \
  $(makegood.root)/src/makegood/policies/desks/tiktok_coins.json \
  $(makegood.root)/src/makegood/policies/desks/tiktok_one.json \
  $(makegood.root)/src/makegood/policies/desks/tiktok_shop.json \
  $(makegood.root)/src/makegood/policies/escalations/court_england.json \
  $(makegood.root)/src/makegood/policies/escalations/notice_tiktok_elsewhere.json \
  $(makegood.root)/src/makegood/policies/escalations/notice_tiktok_uk_eea.json \
  $(makegood.root)/src/makegood/policies/escalations/notice_tiktok_us.json \
  $(makegood.root)/src/makegood/policies/escalations/small_claims_us.json \
  $(makegood.root)/src/makegood/policies/escalations/stripe.json \
  $(makegood.root)/src/makegood/policies/grounds/ads_underdelivery.json \
  $(makegood.root)/src/makegood/policies/grounds/creator_cancelled.json \
  $(makegood.root)/src/makegood/policies/grounds/fake_engagement.json \
  $(makegood.root)/src/makegood/policies/grounds/late.json \
  $(makegood.root)/src/makegood/policies/grounds/missing_disclosure.json \
  $(makegood.root)/src/makegood/policies/grounds/no_longer_viable.json \
  $(makegood.root)/src/makegood/policies/grounds/nonconforming.json \
  $(makegood.root)/src/makegood/policies/grounds/not_approved.json \
  $(makegood.root)/src/makegood/policies/grounds/not_delivered.json \
  $(makegood.root)/src/makegood/policies/grounds/partially_delivered.json \
  $(makegood.root)/src/makegood/policies/grounds/poor_results.json \
  $(makegood.root)/src/makegood/policies/grounds/removed_early.json \
  $(makegood.root)/src/makegood/policies/grounds/requirements_changed.json \
  $(makegood.root)/src/makegood/policies/grounds/technical_issue.json \
  $(makegood.root)/src/makegood/policies/grounds/unauthorised_or_duplicate_charge.json \
  $(makegood.root)/src/makegood/policies/grounds/unspent_balance.json \
  $(makegood.root)/src/makegood/policies/letters/acceptance.json \
  $(makegood.root)/src/makegood/policies/letters/dispute_notice.json \
  $(makegood.root)/src/makegood/policies/letters/extension_granted.json \
  $(makegood.root)/src/makegood/policies/letters/final_notice.json \
  $(makegood.root)/src/makegood/policies/letters/first_request.json \
  $(makegood.root)/src/makegood/policies/letters/not_our_ground.json \
  $(makegood.root)/src/makegood/policies/letters/partial_counter.json \
  $(makegood.root)/src/makegood/policies/letters/refund_received.json \
  $(makegood.root)/src/makegood/policies/letters/reminder.json \
  $(makegood.root)/src/makegood/policies/letters/settlement_offer.json \
  $(makegood.root)/src/makegood/policies/profiles/agency.json \
  $(makegood.root)/src/makegood/policies/profiles/app_store.json \
  $(makegood.root)/src/makegood/policies/profiles/card.json \
  $(makegood.root)/src/makegood/policies/profiles/court.json \
  $(makegood.root)/src/makegood/policies/profiles/influencer.json \
  $(makegood.root)/src/makegood/policies/profiles/marketplace.json \
  $(makegood.root)/src/makegood/policies/profiles/paypal.json \
  $(makegood.root)/src/makegood/policies/profiles/tiktok.json \
  $(makegood.root)/src/makegood/policies/words.json \
  $(makegood.root)/templates \
  $(makegood.root)/templates/_copy.js.j2 \
  $(makegood.root)/templates/_desks.html.j2 \
  $(makegood.root)/templates/_page.css.j2 \
  $(makegood.root)/templates/_words.j2 \
  $(makegood.root)/templates/docket.html.j2 \
  $(makegood.root)/templates/email \
  $(makegood.root)/templates/email/_letter.j2 \
  $(makegood.root)/templates/email/_mail.html.j2 \
  $(makegood.root)/templates/email/acceptance.txt.j2 \
  $(makegood.root)/templates/email/dispute_notice.txt.j2 \
  $(makegood.root)/templates/email/extension_granted.txt.j2 \
  $(makegood.root)/templates/email/final_notice.txt.j2 \
  $(makegood.root)/templates/email/first_request.txt.j2 \
  $(makegood.root)/templates/email/not_our_ground.txt.j2 \
  $(makegood.root)/templates/email/partial_counter.txt.j2 \
  $(makegood.root)/templates/email/refund_received.txt.j2 \
  $(makegood.root)/templates/email/reminder.txt.j2 \
  $(makegood.root)/templates/email/settlement_offer.txt.j2 \
  $(makegood.root)/templates/index.html.j2 \
  $(makegood.root)/templates/letter \
  $(makegood.root)/templates/letter/_letter.css.j2 \
  $(makegood.root)/templates/letter/_letter.html.j2 \
  $(makegood.root)/templates/letter/_notice.j2 \
  $(makegood.root)/templates/letter/notice_tiktok_elsewhere.txt.j2 \
  $(makegood.root)/templates/letter/notice_tiktok_uk_eea.txt.j2 \
  $(makegood.root)/templates/letter/notice_tiktok_us.txt.j2 \
  $(makegood.root)/templates/packet \
  $(makegood.root)/templates/packet/_exhibits.html.j2 \
  $(makegood.root)/templates/packet/_packet.css.j2 \
  $(makegood.root)/templates/packet/_packet.html.j2 \
  $(makegood.root)/templates/packet/any.html.j2 \
  $(makegood.root)/templates/packet/app_store.html.j2 \
  $(makegood.root)/templates/packet/influencer.html.j2 \
  $(makegood.root)/templates/packet/paypal.html.j2 \
  $(makegood.root)/templates/packet/tiktok.html.j2 \
  $(makegood.root)/templates/problems.html.j2 \
  $(makegood.root)/templates/support \
  $(makegood.root)/templates/support/_body.j2 \
  $(makegood.root)/templates/support/ads_close_account \
  $(makegood.root)/templates/support/ads_close_account/fields.txt.j2 \
  $(makegood.root)/templates/support/ads_close_account/follow-up-not_paid.txt.j2 \
  $(makegood.root)/templates/support/ads_close_account/request.txt.j2 \
  $(makegood.root)/templates/support/ads_sales \
  $(makegood.root)/templates/support/ads_sales/fields.txt.j2 \
  $(makegood.root)/templates/support/ads_sales/request.txt.j2 \
  $(makegood.root)/templates/support/ads_ticket \
  $(makegood.root)/templates/support/ads_ticket/fields.txt.j2 \
  $(makegood.root)/templates/support/ads_ticket/request.txt.j2 \
  $(makegood.root)/templates/support/agency \
  $(makegood.root)/templates/support/agency/fields.txt.j2 \
  $(makegood.root)/templates/support/agency/request.txt.j2 \
  $(makegood.root)/templates/support/any \
  $(makegood.root)/templates/support/any/fields.txt.j2 \
  $(makegood.root)/templates/support/any/follow-up-appeal.txt.j2 \
  $(makegood.root)/templates/support/any/follow-up-more_info.txt.j2 \
  $(makegood.root)/templates/support/any/follow-up-no_answer.txt.j2 \
  $(makegood.root)/templates/support/any/follow-up-not_paid.txt.j2 \
  $(makegood.root)/templates/support/any/request.txt.j2 \
  $(makegood.root)/templates/support/app_store \
  $(makegood.root)/templates/support/app_store/fields.txt.j2 \
  $(makegood.root)/templates/support/app_store/request.txt.j2 \
  $(makegood.root)/templates/support/card_issuer \
  $(makegood.root)/templates/support/card_issuer/fields.txt.j2 \
  $(makegood.root)/templates/support/card_issuer/request.txt.j2 \
  $(makegood.root)/templates/support/marketplace \
  $(makegood.root)/templates/support/marketplace/fields.txt.j2 \
  $(makegood.root)/templates/support/marketplace/request.txt.j2 \
  $(makegood.root)/templates/support/paypal \
  $(makegood.root)/templates/support/paypal/fields.txt.j2 \
  $(makegood.root)/templates/support/paypal/follow-up-no_answer.txt.j2 \
  $(makegood.root)/templates/support/paypal/request.txt.j2 \
  $(makegood.root)/templates/support/tiktok_app \
  $(makegood.root)/templates/support/tiktok_app/fields.txt.j2 \
  $(makegood.root)/templates/support/tiktok_app/request.txt.j2 \
  $(makegood.root)/templates/support/tiktok_coins \
  $(makegood.root)/templates/support/tiktok_coins/fields.txt.j2 \
  $(makegood.root)/templates/support/tiktok_coins/request.txt.j2 \
  $(makegood.root)/templates/support/tiktok_one \
  $(makegood.root)/templates/support/tiktok_one/fields.txt.j2 \
  $(makegood.root)/templates/support/tiktok_one/request.txt.j2 \
  $(makegood.root)/templates/support/tiktok_shop \
  $(makegood.root)/templates/support/tiktok_shop/request.txt.j2 \
  $(makegood.root)/src/makegood/policies \
  $(makegood.root)/src/makegood/policies/channels \
  $(makegood.root)/src/makegood/policies/desks \
  $(makegood.root)/src/makegood/policies/escalations \
  $(makegood.root)/src/makegood/policies/grounds \
  $(makegood.root)/src/makegood/policies/letters \
  $(makegood.root)/src/makegood/policies/profiles \
  $(makegood.root)/src/makegood/__init__.py \
  $(makegood.root)/src/makegood/assemble/__init__.py \
  $(makegood.root)/src/makegood/assemble/bench.py \
  $(makegood.root)/src/makegood/assemble/header.py \
  $(makegood.root)/src/makegood/assemble/keys.py \
  $(makegood.root)/src/makegood/assemble/mail.py \
  $(makegood.root)/src/makegood/assemble/packet/__init__.py \
  $(makegood.root)/src/makegood/assemble/packet/placing.py \
  $(makegood.root)/src/makegood/assemble/text.py \
  $(makegood.root)/src/makegood/assets.py \
  $(makegood.root)/src/makegood/check/__init__.py \
  $(makegood.root)/src/makegood/check/addresses.py \
  $(makegood.root)/src/makegood/check/closing.py \
  $(makegood.root)/src/makegood/check/countries.py \
  $(makegood.root)/src/makegood/check/dates.py \
  $(makegood.root)/src/makegood/check/files.py \
  $(makegood.root)/src/makegood/check/forms.py \
  $(makegood.root)/src/makegood/check/glyphs.py \
  $(makegood.root)/src/makegood/check/history.py \
  $(makegood.root)/src/makegood/check/kept.py \
  $(makegood.root)/src/makegood/check/keys.py \
  $(makegood.root)/src/makegood/check/money.py \
  $(makegood.root)/src/makegood/check/names.py \
  $(makegood.root)/src/makegood/check/order.py \
  $(makegood.root)/src/makegood/check/parts.py \
  $(makegood.root)/src/makegood/check/plain.py \
  $(makegood.root)/src/makegood/check/proof.py \
  $(makegood.root)/src/makegood/check/references.py \
  $(makegood.root)/src/makegood/check/report.py \
  $(makegood.root)/src/makegood/check/road.py \
  $(makegood.root)/src/makegood/check/schema.py \
  $(makegood.root)/src/makegood/check/settle.py \
  $(makegood.root)/src/makegood/check/shape.py \
  $(makegood.root)/src/makegood/check/sound.py \
  $(makegood.root)/src/makegood/check/steps.py \
  $(makegood.root)/src/makegood/check/times.py \
  $(makegood.root)/src/makegood/check/typed.py \
  $(makegood.root)/src/makegood/cli.py \
  $(makegood.root)/src/makegood/derive/__init__.py \
  $(makegood.root)/src/makegood/derive/bundles.py \
  $(makegood.root)/src/makegood/derive/chronology.py \
  $(makegood.root)/src/makegood/derive/citations.py \
  $(makegood.root)/src/makegood/derive/plan.py \
  $(makegood.root)/src/makegood/derive/post.py \
  $(makegood.root)/src/makegood/derive/rows.py \
  $(makegood.root)/src/makegood/derive/stage.py \
  $(makegood.root)/src/makegood/derive/standing.py \
  $(makegood.root)/src/makegood/desks.py \
  $(makegood.root)/src/makegood/docket.py \
  $(makegood.root)/src/makegood/edit.py \
  $(makegood.root)/src/makegood/errors.py \
  $(makegood.root)/src/makegood/examine.py \
  $(makegood.root)/src/makegood/explain/__init__.py \
  $(makegood.root)/src/makegood/explain/channel.py \
  $(makegood.root)/src/makegood/explain/desk.py \
  $(makegood.root)/src/makegood/explain/field.py \
  $(makegood.root)/src/makegood/explain/ground.py \
  $(makegood.root)/src/makegood/explain/page.py \
  $(makegood.root)/src/makegood/explain/reasons.py \
  $(makegood.root)/src/makegood/explain/rule.py \
  $(makegood.root)/src/makegood/explain/windows.py \
  $(makegood.root)/src/makegood/fix/__init__.py \
  $(makegood.root)/src/makegood/fix/diff.py \
  $(makegood.root)/src/makegood/fix/draft.py \
  $(makegood.root)/src/makegood/fix/pointed.py \
  $(makegood.root)/src/makegood/fix/texts.py \
  $(makegood.root)/src/makegood/fix/trial.py \
  $(makegood.root)/src/makegood/fix/values.py \
  $(makegood.root)/src/makegood/folders.py \
  $(makegood.root)/src/makegood/fonts.py \
  $(makegood.root)/src/makegood/inert.py \
  $(makegood.root)/src/makegood/inspect/__init__.py \
  $(makegood.root)/src/makegood/inspect/claims.py \
  $(makegood.root)/src/makegood/inspect/ease.py \
  $(makegood.root)/src/makegood/inspect/files.py \
  $(makegood.root)/src/makegood/inspect/known.py \
  $(makegood.root)/src/makegood/inspect/letters.py \
  $(makegood.root)/src/makegood/inspect/links.py \
  $(makegood.root)/src/makegood/inspect/lint.py \
  $(makegood.root)/src/makegood/inspect/mails.py \
  $(makegood.root)/src/makegood/inspect/packets.py \
  $(makegood.root)/src/makegood/inspect/pages.py \
  $(makegood.root)/src/makegood/inspect/reading.py \
  $(makegood.root)/src/makegood/inspect/references.py \
  $(makegood.root)/src/makegood/inspect/sent.py \
  $(makegood.root)/src/makegood/inspect/typed.py \
  $(makegood.root)/src/makegood/inspect/weight.py \
  $(makegood.root)/src/makegood/inspect/words.py \
  $(makegood.root)/src/makegood/jsontext/__init__.py \
  $(makegood.root)/src/makegood/jsontext/faults.py \
  $(makegood.root)/src/makegood/jsontext/frames.py \
  $(makegood.root)/src/makegood/jsontext/lines.py \
  $(makegood.root)/src/makegood/jsontext/reader.py \
  $(makegood.root)/src/makegood/jsontext/scalars.py \
  $(makegood.root)/src/makegood/jsontext/tokens.py \
  $(makegood.root)/src/makegood/jsontext/words.py \
  $(makegood.root)/src/makegood/ladder/__init__.py \
  $(makegood.root)/src/makegood/ladder/answers.py \
  $(makegood.root)/src/makegood/ladder/days.py \
  $(makegood.root)/src/makegood/ladder/history.py \
  $(makegood.root)/src/makegood/ladder/letters.py \
  $(makegood.root)/src/makegood/ladder/made.py \
  $(makegood.root)/src/makegood/ladder/rungs.py \
  $(makegood.root)/src/makegood/ladder/thread.py \
  $(makegood.root)/src/makegood/layout/__init__.py \
  $(makegood.root)/src/makegood/layout/fetch.py \
  $(makegood.root)/src/makegood/layout/machine.py \
  $(makegood.root)/src/makegood/ledger/__init__.py \
  $(makegood.root)/src/makegood/ledger/asked.py \
  $(makegood.root)/src/makegood/ledger/books.py \
  $(makegood.root)/src/makegood/ledger/bought.py \
  $(makegood.root)/src/makegood/ledger/claim.py \
  $(makegood.root)/src/makegood/ledger/exact.py \
  $(makegood.root)/src/makegood/ledger/methods.py \
  $(makegood.root)/src/makegood/ledger/order.py \
  $(makegood.root)/src/makegood/ledger/rows.py \
  $(makegood.root)/src/makegood/ledger/settled.py \
  $(makegood.root)/src/makegood/ledger/shares.py \
  $(makegood.root)/src/makegood/ledger/work.py \
  $(makegood.root)/src/makegood/letterform.py \
  $(makegood.root)/src/makegood/load/__init__.py \
  $(makegood.root)/src/makegood/load/descriptor.py \
  $(makegood.root)/src/makegood/load/inventory.py \
  $(makegood.root)/src/makegood/load/jsonfile.py \
  $(makegood.root)/src/makegood/load/kinds.py \
  $(makegood.root)/src/makegood/load/letters.py \
  $(makegood.root)/src/makegood/load/merge.py \
  $(makegood.root)/src/makegood/load/names.py \
  $(makegood.root)/src/makegood/load/shelf.py \
  $(makegood.root)/src/makegood/load/story.py \
  $(makegood.root)/src/makegood/load/texts.py \
  $(makegood.root)/src/makegood/log/__init__.py \
  $(makegood.root)/src/makegood/log/built.py \
  $(makegood.root)/src/makegood/log/copies.py \
  $(makegood.root)/src/makegood/log/events.py \
  $(makegood.root)/src/makegood/log/happened.py \
  $(makegood.root)/src/makegood/log/known.py \
  $(makegood.root)/src/makegood/log/note.py \
  $(makegood.root)/src/makegood/log/paid.py \
  $(makegood.root)/src/makegood/log/people.py \
  $(makegood.root)/src/makegood/log/reading.py \
  $(makegood.root)/src/makegood/log/record.py \
  $(makegood.root)/src/makegood/log/reply.py \
  $(makegood.root)/src/makegood/log/sent.py \
  $(makegood.root)/src/makegood/log/texts.py \
  $(makegood.root)/src/makegood/log/wanted.py \
  $(makegood.root)/src/makegood/mailbox.py \
  $(makegood.root)/src/makegood/mailfile.py \
  $(makegood.root)/src/makegood/manifest.py \
  $(makegood.root)/src/makegood/model/__init__.py \
  $(makegood.root)/src/makegood/model/artifact.py \
  $(makegood.root)/src/makegood/model/case.py \
  $(makegood.root)/src/makegood/model/facts.py \
  $(makegood.root)/src/makegood/model/money.py \
  $(makegood.root)/src/makegood/model/noun.py \
  $(makegood.root)/src/makegood/model/policy.py \
  $(makegood.root)/src/makegood/model/source.py \
  $(makegood.root)/src/makegood/model/words.py \
  $(makegood.root)/src/makegood/model/worked_out.py \
  $(makegood.root)/src/makegood/new/__init__.py \
  $(makegood.root)/src/makegood/new/creators.py \
  $(makegood.root)/src/makegood/new/first_case.py \
  $(makegood.root)/src/makegood/new/layout.py \
  $(makegood.root)/src/makegood/new/table.py \
  $(makegood.root)/src/makegood/pipeline.py \
  $(makegood.root)/src/makegood/policies/__init__.py \
  $(makegood.root)/src/makegood/policies/nouns.py \
  $(makegood.root)/src/makegood/policies/part.py \
  $(makegood.root)/src/makegood/posts.py \
  $(makegood.root)/src/makegood/prepare/__init__.py \
  $(makegood.root)/src/makegood/prepare/alike.py \
  $(makegood.root)/src/makegood/prepare/chunks.py \
  $(makegood.root)/src/makegood/prepare/colours.py \
  $(makegood.root)/src/makegood/prepare/edits.py \
  $(makegood.root)/src/makegood/prepare/embedded.py \
  $(makegood.root)/src/makegood/prepare/eml.py \
  $(makegood.root)/src/makegood/prepare/jpeg.py \
  $(makegood.root)/src/makegood/prepare/made.py \
  $(makegood.root)/src/makegood/prepare/mailtext.py \
  $(makegood.root)/src/makegood/prepare/page.py \
  $(makegood.root)/src/makegood/prepare/pdf.py \
  $(makegood.root)/src/makegood/prepare/picture.py \
  $(makegood.root)/src/makegood/prepare/png.py \
  $(makegood.root)/src/makegood/prepare/raster.py \
  $(makegood.root)/src/makegood/prepare/refusal.py \
  $(makegood.root)/src/makegood/prepare/segments.py \
  $(makegood.root)/src/makegood/prepare/selection.py \
  $(makegood.root)/src/makegood/prepare/source.py \
  $(makegood.root)/src/makegood/prepare/store.py \
  $(makegood.root)/src/makegood/prepare/vector.py \
  $(makegood.root)/src/makegood/readiness.py \
  $(makegood.root)/src/makegood/render.py \
  $(makegood.root)/src/makegood/report/__init__.py \
  $(makegood.root)/src/makegood/report/github.py \
  $(makegood.root)/src/makegood/report/human.py \
  $(makegood.root)/src/makegood/report/line.py \
  $(makegood.root)/src/makegood/report/machine.py \
  $(makegood.root)/src/makegood/report/pointers.py \
  $(makegood.root)/src/makegood/report/summary.py \
  $(makegood.root)/src/makegood/rewrite.py \
  $(makegood.root)/src/makegood/rules.py \
  $(makegood.root)/src/makegood/windows/__init__.py \
  $(makegood.root)/src/makegood/windows/anchors.py \
  $(makegood.root)/src/makegood/windows/holidays.py \
  $(makegood.root)/src/makegood/wording.py \
  $(makegood.root)/src/makegood/worker.py \
  $(makegood.root)/src/makegood/write/__init__.py \
  $(makegood.root)/src/makegood/write/disk.py \
  $(makegood.root)/src/makegood/write/ours.py \
  $(makegood.root)/schemas/case.schema.json \
  $(makegood.root)/schemas/defaults.schema.json \
  $(makegood.root)/schemas/manifest.schema.json \
  $(makegood.root)/schemas/policy.schema.json \
  $(makegood.root)/schemas/problem.schema.json \

$(makegood.root)/cases/MG-2026-101/case.json:
$(makegood.root)/cases/MG-2026-101/story.md:
$(makegood.root)/cases/defaults.json:
$(makegood.root)/cases/MG-2026-101/evidence:
$(makegood.root)/cases/MG-2026-101/evidence/feed-2026-09-16.png:
$(makegood.root)/cases/MG-2026-101/evidence/post1.png:
$(makegood.root)/cases/MG-2026-101/evidence/post2.png:
$(makegood.root)/cases/MG-2026-101/evidence/receipt.jpg:
$(makegood.root)/cases/MG-2026-101/evidence/thread.pdf:
$(makegood.root)/cases/MG-2026-101/sent:
$(makegood.root)/cases/MG-2026-101/sent/2026-11-23-first_request.eml:
$(makegood.root)/src/makegood/policies/channels/ads_balance_bc.json:
$(makegood.root)/src/makegood/policies/channels/ads_balance_no_bc.json:
$(makegood.root)/src/makegood/policies/channels/ads_credit.json:
$(makegood.root)/src/makegood/policies/channels/ads_spent_dispute.json:
$(makegood.root)/src/makegood/policies/channels/ads_suspended.json:
$(makegood.root)/src/makegood/policies/channels/agency.json:
$(makegood.root)/src/makegood/policies/channels/direct_bank.json:
$(makegood.root)/src/makegood/policies/channels/direct_card.json:
$(makegood.root)/src/makegood/policies/channels/direct_paypal.json:
$(makegood.root)/src/makegood/policies/channels/influencer_marketplace.json:
$(makegood.root)/src/makegood/policies/channels/promote_appstore.json:
$(makegood.root)/src/makegood/policies/channels/promote_spent.json:
$(makegood.root)/src/makegood/policies/channels/promote_web_coins.json:
$(makegood.root)/src/makegood/policies/channels/tiktok_one.json:
$(makegood.root)/src/makegood/policies/channels/tiktok_shop_affiliate.json:
$(makegood.root)/src/makegood/policies/currencies.json:
$(makegood.root)/src/makegood/policies/desks/ads_close_account.json:
$(makegood.root)/src/makegood/policies/desks/ads_sales.json:
$(makegood.root)/src/makegood/policies/desks/ads_ticket.json:
$(makegood.root)/src/makegood/policies/desks/agency.json:
$(makegood.root)/src/makegood/policies/desks/app_store.json:
$(makegood.root)/src/makegood/policies/desks/card_issuer.json:
$(makegood.root)/src/makegood/policies/desks/marketplace.json:
$(makegood.root)/src/makegood/policies/desks/paypal.json:
$(makegood.root)/src/makegood/policies/desks/tiktok_app.json:
$(makegood.root)/src/makegood/policies/desks/tiktok_coins.json:
$(makegood.root)/src/makegood/policies/desks/tiktok_one.json:
$(makegood.root)/src/makegood/policies/desks/tiktok_shop.json:
$(makegood.root)/src/makegood/policies/escalations/court_england.json:
$(makegood.root)/src/makegood/policies/escalations/notice_tiktok_elsewhere.json:
$(makegood.root)/src/makegood/policies/escalations/notice_tiktok_uk_eea.json:
$(makegood.root)/src/makegood/policies/escalations/notice_tiktok_us.json:
$(makegood.root)/src/makegood/policies/escalations/small_claims_us.json:
$(makegood.root)/src/makegood/policies/escalations/stripe.json:
$(makegood.root)/src/makegood/policies/grounds/ads_underdelivery.json:
$(makegood.root)/src/makegood/policies/grounds/creator_cancelled.json:
$(makegood.root)/src/makegood/policies/grounds/fake_engagement.json:
$(makegood.root)/src/makegood/policies/grounds/late.json:
$(makegood.root)/src/makegood/policies/grounds/missing_disclosure.json:
$(makegood.root)/src/makegood/policies/grounds/no_longer_viable.json:
$(makegood.root)/src/makegood/policies/grounds/nonconforming.json:
$(makegood.root)/src/makegood/policies/grounds/not_approved.json:
$(makegood.root)/src/makegood/policies/grounds/not_delivered.json:
$(makegood.root)/src/makegood/policies/grounds/partially_delivered.json:
$(makegood.root)/src/makegood/policies/grounds/poor_results.json:
$(makegood.root)/src/makegood/policies/grounds/removed_early.json:
$(makegood.root)/src/makegood/policies/grounds/requirements_changed.json:
$(makegood.root)/src/makegood/policies/grounds/technical_issue.json:
$(makegood.root)/src/makegood/policies/grounds/unauthorised_or_duplicate_charge.json:
$(makegood.root)/src/makegood/policies/grounds/unspent_balance.json:
$(makegood.root)/src/makegood/policies/letters/acceptance.json:
$(makegood.root)/src/makegood/policies/letters/dispute_notice.json:
$(makegood.root)/src/makegood/policies/letters/extension_granted.json:
$(makegood.root)/src/makegood/policies/letters/final_notice.json:
$(makegood.root)/src/makegood/policies/letters/first_request.json:
$(makegood.root)/src/makegood/policies/letters/not_our_ground.json:
$(makegood.root)/src/makegood/policies/letters/partial_counter.json:
$(makegood.root)/src/makegood/policies/letters/refund_received.json:
$(makegood.root)/src/makegood/policies/letters/reminder.json:
$(makegood.root)/src/makegood/policies/letters/settlement_offer.json:
$(makegood.root)/src/makegood/policies/profiles/agency.json:
$(makegood.root)/src/makegood/policies/profiles/app_store.json:
$(makegood.root)/src/makegood/policies/profiles/card.json:
$(makegood.root)/src/makegood/policies/profiles/court.json:
$(makegood.root)/src/makegood/policies/profiles/influencer.json:
$(makegood.root)/src/makegood/policies/profiles/marketplace.json:
$(makegood.root)/src/makegood/policies/profiles/paypal.json:
$(makegood.root)/src/makegood/policies/profiles/tiktok.json:
$(makegood.root)/src/makegood/policies/words.json:
$(makegood.root)/templates:
$(makegood.root)/templates/_copy.js.j2:
$(makegood.root)/templates/_desks.html.j2:
$(makegood.root)/templates/_page.css.j2:
$(makegood.root)/templates/_words.j2:
$(makegood.root)/templates/docket.html.j2:
$(makegood.root)/templates/email:
$(makegood.root)/templates/email/_letter.j2:
$(makegood.root)/templates/email/_mail.html.j2:
$(makegood.root)/templates/email/acceptance.txt.j2:
$(makegood.root)/templates/email/dispute_notice.txt.j2:
$(makegood.root)/templates/email/extension_granted.txt.j2:
$(makegood.root)/templates/email/final_notice.txt.j2:
$(makegood.root)/templates/email/first_request.txt.j2:
$(makegood.root)/templates/email/not_our_ground.txt.j2:
$(makegood.root)/templates/email/partial_counter.txt.j2:
$(makegood.root)/templates/email/refund_received.txt.j2:
$(makegood.root)/templates/email/reminder.txt.j2:
$(makegood.root)/templates/email/settlement_offer.txt.j2:
$(makegood.root)/templates/index.html.j2:
$(makegood.root)/templates/letter:
$(makegood.root)/templates/letter/_letter.css.j2:
$(makegood.root)/templates/letter/_letter.html.j2:
$(makegood.root)/templates/letter/_notice.j2:
$(makegood.root)/templates/letter/notice_tiktok_elsewhere.txt.j2:
$(makegood.root)/templates/letter/notice_tiktok_uk_eea.txt.j2:
$(makegood.root)/templates/letter/notice_tiktok_us.txt.j2:
$(makegood.root)/templates/packet:
$(makegood.root)/templates/packet/_exhibits.html.j2:
$(makegood.root)/templates/packet/_packet.css.j2:
$(makegood.root)/templates/packet/_packet.html.j2:
$(makegood.root)/templates/packet/any.html.j2:
$(makegood.root)/templates/packet/app_store.html.j2:
$(makegood.root)/templates/packet/influencer.html.j2:
$(makegood.root)/templates/packet/paypal.html.j2:
$(makegood.root)/templates/packet/tiktok.html.j2:
$(makegood.root)/templates/problems.html.j2:
$(makegood.root)/templates/support:
$(makegood.root)/templates/support/_body.j2:
$(makegood.root)/templates/support/ads_close_account:
$(makegood.root)/templates/support/ads_close_account/fields.txt.j2:
$(makegood.root)/templates/support/ads_close_account/follow-up-not_paid.txt.j2:
$(makegood.root)/templates/support/ads_close_account/request.txt.j2:
$(makegood.root)/templates/support/ads_sales:
$(makegood.root)/templates/support/ads_sales/fields.txt.j2:
$(makegood.root)/templates/support/ads_sales/request.txt.j2:
$(makegood.root)/templates/support/ads_ticket:
$(makegood.root)/templates/support/ads_ticket/fields.txt.j2:
$(makegood.root)/templates/support/ads_ticket/request.txt.j2:
$(makegood.root)/templates/support/agency:
$(makegood.root)/templates/support/agency/fields.txt.j2:
$(makegood.root)/templates/support/agency/request.txt.j2:
$(makegood.root)/templates/support/any:
$(makegood.root)/templates/support/any/fields.txt.j2:
$(makegood.root)/templates/support/any/follow-up-appeal.txt.j2:
$(makegood.root)/templates/support/any/follow-up-more_info.txt.j2:
$(makegood.root)/templates/support/any/follow-up-no_answer.txt.j2:
$(makegood.root)/templates/support/any/follow-up-not_paid.txt.j2:
$(makegood.root)/templates/support/any/request.txt.j2:
$(makegood.root)/templates/support/app_store:
$(makegood.root)/templates/support/app_store/fields.txt.j2:
$(makegood.root)/templates/support/app_store/request.txt.j2:
$(makegood.root)/templates/support/card_issuer:
$(makegood.root)/templates/support/card_issuer/fields.txt.j2:
$(makegood.root)/templates/support/card_issuer/request.txt.j2:
$(makegood.root)/templates/support/marketplace:
$(makegood.root)/templates/support/marketplace/fields.txt.j2:
$(makegood.root)/templates/support/marketplace/request.txt.j2:
$(makegood.root)/templates/support/paypal:
$(makegood.root)/templates/support/paypal/fields.txt.j2:
$(makegood.root)/templates/support/paypal/follow-up-no_answer.txt.j2:
$(makegood.root)/templates/support/paypal/request.txt.j2:
$(makegood.root)/templates/support/tiktok_app:
$(makegood.root)/templates/support/tiktok_app/fields.txt.j2:
$(makegood.root)/templates/support/tiktok_app/request.txt.j2:
$(makegood.root)/templates/support/tiktok_coins:
$(makegood.root)/templates/support/tiktok_coins/fields.txt.j2:
$(makegood.root)/templates/support/tiktok_coins/request.txt.j2:
$(makegood.root)/templates/support/tiktok_one:
$(makegood.root)/templates/support/tiktok_one/fields.txt.j2:
$(makegood.root)/templates/support/tiktok_one/request.txt.j2:
$(makegood.root)/templates/support/tiktok_shop:
$(makegood.root)/templates/support/tiktok_shop/request.txt.j2:
$(makegood.root)/src/makegood/policies:
$(makegood.root)/src/makegood/policies/channels:
$(makegood.root)/src/makegood/policies/desks:
$(makegood.root)/src/makegood/policies/escalations:
$(makegood.root)/src/makegood/policies/grounds:
$(makegood.root)/src/makegood/policies/letters:
$(makegood.root)/src/makegood/policies/profiles:
$(makegood.root)/src/makegood/__init__.py:
$(makegood.root)/src/makegood/assemble/__init__.py:
$(makegood.root)/src/makegood/assemble/bench.py:
$(makegood.root)/src/makegood/assemble/header.py:
$(makegood.root)/src/makegood/assemble/keys.py:
$(makegood.root)/src/makegood/assemble/mail.py:
$(makegood.root)/src/makegood/assemble/packet/__init__.py:
$(makegood.root)/src/makegood/assemble/packet/placing.py:
$(makegood.root)/src/makegood/assemble/text.py:
$(makegood.root)/src/makegood/assets.py:
$(makegood.root)/src/makegood/check/__init__.py:
$(makegood.root)/src/makegood/check/addresses.py:
$(makegood.root)/src/makegood/check/closing.py:
$(makegood.root)/src/makegood/check/countries.py:
$(makegood.root)/src/makegood/check/dates.py:
$(makegood.root)/src/makegood/check/files.py:
$(makegood.root)/src/makegood/check/forms.py:
$(makegood.root)/src/makegood/check/glyphs.py:
$(makegood.root)/src/makegood/check/history.py:
$(makegood.root)/src/makegood/check/kept.py:
$(makegood.root)/src/makegood/check/keys.py:
$(makegood.root)/src/makegood/check/money.py:
$(makegood.root)/src/makegood/check/names.py:
$(makegood.root)/src/makegood/check/order.py:
$(makegood.root)/src/makegood/check/parts.py:
$(makegood.root)/src/makegood/check/plain.py:
$(makegood.root)/src/makegood/check/proof.py:
$(makegood.root)/src/makegood/check/references.py:
$(makegood.root)/src/makegood/check/report.py:
$(makegood.root)/src/makegood/check/road.py:
$(makegood.root)/src/makegood/check/schema.py:
$(makegood.root)/src/makegood/check/settle.py:
$(makegood.root)/src/makegood/check/shape.py:
$(makegood.root)/src/makegood/check/sound.py:
$(makegood.root)/src/makegood/check/steps.py:
$(makegood.root)/src/makegood/check/times.py:
$(makegood.root)/src/makegood/check/typed.py:
$(makegood.root)/src/makegood/cli.py:
$(makegood.root)/src/makegood/derive/__init__.py:
$(makegood.root)/src/makegood/derive/bundles.py:
$(makegood.root)/src/makegood/derive/chronology.py:
$(makegood.root)/src/makegood/derive/citations.py:
$(makegood.root)/src/makegood/derive/plan.py:
$(makegood.root)/src/makegood/derive/post.py:
$(makegood.root)/src/makegood/derive/rows.py:
$(makegood.root)/src/makegood/derive/stage.py:
$(makegood.root)/src/makegood/derive/standing.py:
$(makegood.root)/src/makegood/desks.py:
$(makegood.root)/src/makegood/docket.py:
$(makegood.root)/src/makegood/edit.py:
$(makegood.root)/src/makegood/errors.py:
$(makegood.root)/src/makegood/examine.py:
$(makegood.root)/src/makegood/explain/__init__.py:
$(makegood.root)/src/makegood/explain/channel.py:
$(makegood.root)/src/makegood/explain/desk.py:
$(makegood.root)/src/makegood/explain/field.py:
$(makegood.root)/src/makegood/explain/ground.py:
$(makegood.root)/src/makegood/explain/page.py:
$(makegood.root)/src/makegood/explain/reasons.py:
$(makegood.root)/src/makegood/explain/rule.py:
$(makegood.root)/src/makegood/explain/windows.py:
$(makegood.root)/src/makegood/fix/__init__.py:
$(makegood.root)/src/makegood/fix/diff.py:
$(makegood.root)/src/makegood/fix/draft.py:
$(makegood.root)/src/makegood/fix/pointed.py:
$(makegood.root)/src/makegood/fix/texts.py:
$(makegood.root)/src/makegood/fix/trial.py:
$(makegood.root)/src/makegood/fix/values.py:
$(makegood.root)/src/makegood/folders.py:
$(makegood.root)/src/makegood/fonts.py:
$(makegood.root)/src/makegood/inert.py:
$(makegood.root)/src/makegood/inspect/__init__.py:
$(makegood.root)/src/makegood/inspect/claims.py:
$(makegood.root)/src/makegood/inspect/ease.py:
$(makegood.root)/src/makegood/inspect/files.py:
$(makegood.root)/src/makegood/inspect/known.py:
$(makegood.root)/src/makegood/inspect/letters.py:
$(makegood.root)/src/makegood/inspect/links.py:
$(makegood.root)/src/makegood/inspect/lint.py:
$(makegood.root)/src/makegood/inspect/mails.py:
$(makegood.root)/src/makegood/inspect/packets.py:
$(makegood.root)/src/makegood/inspect/pages.py:
$(makegood.root)/src/makegood/inspect/reading.py:
$(makegood.root)/src/makegood/inspect/references.py:
$(makegood.root)/src/makegood/inspect/sent.py:
$(makegood.root)/src/makegood/inspect/typed.py:
$(makegood.root)/src/makegood/inspect/weight.py:
$(makegood.root)/src/makegood/inspect/words.py:
$(makegood.root)/src/makegood/jsontext/__init__.py:
$(makegood.root)/src/makegood/jsontext/faults.py:
$(makegood.root)/src/makegood/jsontext/frames.py:
$(makegood.root)/src/makegood/jsontext/lines.py:
$(makegood.root)/src/makegood/jsontext/reader.py:
$(makegood.root)/src/makegood/jsontext/scalars.py:
$(makegood.root)/src/makegood/jsontext/tokens.py:
$(makegood.root)/src/makegood/jsontext/words.py:
$(makegood.root)/src/makegood/ladder/__init__.py:
$(makegood.root)/src/makegood/ladder/answers.py:
$(makegood.root)/src/makegood/ladder/days.py:
$(makegood.root)/src/makegood/ladder/history.py:
$(makegood.root)/src/makegood/ladder/letters.py:
$(makegood.root)/src/makegood/ladder/made.py:
$(makegood.root)/src/makegood/ladder/rungs.py:
$(makegood.root)/src/makegood/ladder/thread.py:
$(makegood.root)/src/makegood/layout/__init__.py:
$(makegood.root)/src/makegood/layout/fetch.py:
$(makegood.root)/src/makegood/layout/machine.py:
$(makegood.root)/src/makegood/ledger/__init__.py:
$(makegood.root)/src/makegood/ledger/asked.py:
$(makegood.root)/src/makegood/ledger/books.py:
$(makegood.root)/src/makegood/ledger/bought.py:
$(makegood.root)/src/makegood/ledger/claim.py:
$(makegood.root)/src/makegood/ledger/exact.py:
$(makegood.root)/src/makegood/ledger/methods.py:
$(makegood.root)/src/makegood/ledger/order.py:
$(makegood.root)/src/makegood/ledger/rows.py:
$(makegood.root)/src/makegood/ledger/settled.py:
$(makegood.root)/src/makegood/ledger/shares.py:
$(makegood.root)/src/makegood/ledger/work.py:
$(makegood.root)/src/makegood/letterform.py:
$(makegood.root)/src/makegood/load/__init__.py:
$(makegood.root)/src/makegood/load/descriptor.py:
$(makegood.root)/src/makegood/load/inventory.py:
$(makegood.root)/src/makegood/load/jsonfile.py:
$(makegood.root)/src/makegood/load/kinds.py:
$(makegood.root)/src/makegood/load/letters.py:
$(makegood.root)/src/makegood/load/merge.py:
$(makegood.root)/src/makegood/load/names.py:
$(makegood.root)/src/makegood/load/shelf.py:
$(makegood.root)/src/makegood/load/story.py:
$(makegood.root)/src/makegood/load/texts.py:
$(makegood.root)/src/makegood/log/__init__.py:
$(makegood.root)/src/makegood/log/built.py:
$(makegood.root)/src/makegood/log/copies.py:
$(makegood.root)/src/makegood/log/events.py:
$(makegood.root)/src/makegood/log/happened.py:
$(makegood.root)/src/makegood/log/known.py:
$(makegood.root)/src/makegood/log/note.py:
$(makegood.root)/src/makegood/log/paid.py:
$(makegood.root)/src/makegood/log/people.py:
$(makegood.root)/src/makegood/log/reading.py:
$(makegood.root)/src/makegood/log/record.py:
$(makegood.root)/src/makegood/log/reply.py:
$(makegood.root)/src/makegood/log/sent.py:
$(makegood.root)/src/makegood/log/texts.py:
$(makegood.root)/src/makegood/log/wanted.py:
$(makegood.root)/src/makegood/mailbox.py:
$(makegood.root)/src/makegood/mailfile.py:
$(makegood.root)/src/makegood/manifest.py:
$(makegood.root)/src/makegood/model/__init__.py:
$(makegood.root)/src/makegood/model/artifact.py:
$(makegood.root)/src/makegood/model/case.py:
$(makegood.root)/src/makegood/model/facts.py:
$(makegood.root)/src/makegood/model/money.py:
$(makegood.root)/src/makegood/model/noun.py:
$(makegood.root)/src/makegood/model/policy.py:
$(makegood.root)/src/makegood/model/source.py:
$(makegood.root)/src/makegood/model/words.py:
$(makegood.root)/src/makegood/model/worked_out.py:
$(makegood.root)/src/makegood/new/__init__.py:
$(makegood.root)/src/makegood/new/creators.py:
$(makegood.root)/src/makegood/new/first_case.py:
$(makegood.root)/src/makegood/new/layout.py:
$(makegood.root)/src/makegood/new/table.py:
$(makegood.root)/src/makegood/pipeline.py:
$(makegood.root)/src/makegood/policies/__init__.py:
$(makegood.root)/src/makegood/policies/nouns.py:
$(makegood.root)/src/makegood/policies/part.py:
$(makegood.root)/src/makegood/posts.py:
$(makegood.root)/src/makegood/prepare/__init__.py:
$(makegood.root)/src/makegood/prepare/alike.py:
$(makegood.root)/src/makegood/prepare/chunks.py:
$(makegood.root)/src/makegood/prepare/colours.py:
$(makegood.root)/src/makegood/prepare/edits.py:
$(makegood.root)/src/makegood/prepare/embedded.py:
$(makegood.root)/src/makegood/prepare/eml.py:
$(makegood.root)/src/makegood/prepare/jpeg.py:
$(makegood.root)/src/makegood/prepare/made.py:
$(makegood.root)/src/makegood/prepare/mailtext.py:
$(makegood.root)/src/makegood/prepare/page.py:
$(makegood.root)/src/makegood/prepare/pdf.py:
$(makegood.root)/src/makegood/prepare/picture.py:
$(makegood.root)/src/makegood/prepare/png.py:
$(makegood.root)/src/makegood/prepare/raster.py:
$(makegood.root)/src/makegood/prepare/refusal.py:
$(makegood.root)/src/makegood/prepare/segments.py:
$(makegood.root)/src/makegood/prepare/selection.py:
$(makegood.root)/src/makegood/prepare/source.py:
$(makegood.root)/src/makegood/prepare/store.py:
$(makegood.root)/src/makegood/prepare/vector.py:
$(makegood.root)/src/makegood/readiness.py:
$(makegood.root)/src/makegood/render.py:
$(makegood.root)/src/makegood/report/__init__.py:
$(makegood.root)/src/makegood/report/github.py:
$(makegood.root)/src/makegood/report/human.py:
$(makegood.root)/src/makegood/report/line.py:
$(makegood.root)/src/makegood/report/machine.py:
$(makegood.root)/src/makegood/report/pointers.py:
$(makegood.root)/src/makegood/report/summary.py:
$(makegood.root)/src/makegood/rewrite.py:
$(makegood.root)/src/makegood/rules.py:
$(makegood.root)/src/makegood/windows/__init__.py:
$(makegood.root)/src/makegood/windows/anchors.py:
$(makegood.root)/src/makegood/windows/holidays.py:
$(makegood.root)/src/makegood/wording.py:
$(makegood.root)/src/makegood/worker.py:
$(makegood.root)/src/makegood/write/__init__.py:
$(makegood.root)/src/makegood/write/disk.py:
$(makegood.root)/src/makegood/write/ours.py:
$(makegood.root)/schemas/case.schema.json:
$(makegood.root)/schemas/defaults.schema.json:
$(makegood.root)/schemas/manifest.schema.json:
$(makegood.root)/schemas/policy.schema.json:
$(makegood.root)/schemas/problem.schema.json:
