fresh_until.MG-2026-101 := 20261216
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
  $(makegood.root)/cases/MG-2026-101/sent/2026-12-09-reminder.eml \
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
  $(makegood.root)/src/makegood/policies/channels/promote_google_play.json \
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
  $(makegood.root)/src/makegood/policies/escalations/court_elsewhere.json \
  $(makegood.root)/src/makegood/policies/escalations/court_england.json \
  $(makegood.root)/src/makegood/policies/escalations/court_germany.json \
  $(makegood.root)/src/makegood/policies/escalations/court_ireland.json \
  $(makegood.root)/src/makegood/policies/escalations/court_scotland.json \
  $(makegood.root)/src/makegood/policies/escalations/dispute_promote_elsewhere.json \
  $(makegood.root)/src/makegood/policies/escalations/dispute_promote_uk_eea.json \
  $(makegood.root)/src/makegood/policies/escalations/dispute_promote_us.json \
  $(makegood.root)/src/makegood/policies/escalations/notice_tiktok_elsewhere.json \
  $(makegood.root)/src/makegood/policies/escalations/notice_tiktok_indonesia.json \
  $(makegood.root)/src/makegood/policies/escalations/notice_tiktok_uk_eea.json \
  $(makegood.root)/src/makegood/policies/escalations/notice_tiktok_us.json \
  $(makegood.root)/src/makegood/policies/escalations/order_for_payment_eu.json \
  $(makegood.root)/src/makegood/policies/escalations/small_claims_eu.json \
  $(makegood.root)/src/makegood/policies/escalations/small_claims_us.json \
  $(makegood.root)/src/makegood/policies/escalations/stripe.json \
  $(makegood.root)/src/makegood/policies/grounds/ads_underdelivery.json \
  $(makegood.root)/src/makegood/policies/grounds/coins_not_used.json \
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
  $(makegood.root)/src/makegood/policies/methods/ach.json \
  $(makegood.root)/src/makegood/policies/methods/ad_account_prepay.json \
  $(makegood.root)/src/makegood/policies/methods/ad_account_threshold.json \
  $(makegood.root)/src/makegood/policies/methods/amazon_iap.json \
  $(makegood.root)/src/makegood/policies/methods/apple_iap.json \
  $(makegood.root)/src/makegood/policies/methods/apple_pay.json \
  $(makegood.root)/src/makegood/policies/methods/bank_transfer.json \
  $(makegood.root)/src/makegood/policies/methods/card.json \
  $(makegood.root)/src/makegood/policies/methods/cash.json \
  $(makegood.root)/src/makegood/policies/methods/cash_app.json \
  $(makegood.root)/src/makegood/policies/methods/crypto.json \
  $(makegood.root)/src/makegood/policies/methods/faster_payments.json \
  $(makegood.root)/src/makegood/policies/methods/gift_in_kind.json \
  $(makegood.root)/src/makegood/policies/methods/google_iap.json \
  $(makegood.root)/src/makegood/policies/methods/google_pay.json \
  $(makegood.root)/src/makegood/policies/methods/klarna.json \
  $(makegood.root)/src/makegood/policies/methods/monthly_invoice.json \
  $(makegood.root)/src/makegood/policies/methods/paypal_ff.json \
  $(makegood.root)/src/makegood/policies/methods/paypal_gs.json \
  $(makegood.root)/src/makegood/policies/methods/pix.json \
  $(makegood.root)/src/makegood/policies/methods/platform_payment.json \
  $(makegood.root)/src/makegood/policies/methods/revolut.json \
  $(makegood.root)/src/makegood/policies/methods/sepa.json \
  $(makegood.root)/src/makegood/policies/methods/sepa_direct_debit.json \
  $(makegood.root)/src/makegood/policies/methods/stripe_link.json \
  $(makegood.root)/src/makegood/policies/methods/tiktok_balance.json \
  $(makegood.root)/src/makegood/policies/methods/tiktok_coins_web.json \
  $(makegood.root)/src/makegood/policies/methods/upi.json \
  $(makegood.root)/src/makegood/policies/methods/venmo.json \
  $(makegood.root)/src/makegood/policies/methods/voucher.json \
  $(makegood.root)/src/makegood/policies/methods/wire.json \
  $(makegood.root)/src/makegood/policies/methods/wise.json \
  $(makegood.root)/src/makegood/policies/methods/zelle.json \
  $(makegood.root)/src/makegood/policies/profiles/agency.json \
  $(makegood.root)/src/makegood/policies/profiles/app_store.json \
  $(makegood.root)/src/makegood/policies/profiles/card.json \
  $(makegood.root)/src/makegood/policies/profiles/court.json \
  $(makegood.root)/src/makegood/policies/profiles/influencer.json \
  $(makegood.root)/src/makegood/policies/profiles/marketplace.json \
  $(makegood.root)/src/makegood/policies/profiles/paypal.json \
  $(makegood.root)/src/makegood/policies/profiles/tiktok.json \
  $(makegood.root)/src/makegood/policies/regions.json \
  $(makegood.root)/src/makegood/policies/sources/ad_credit_pages.json \
  $(makegood.root)/src/makegood/policies/sources/agency_contract_pages.json \
  $(makegood.root)/src/makegood/policies/sources/amazon_appstore_terms.json \
  $(makegood.root)/src/makegood/policies/sources/app_makers_on_refunds.json \
  $(makegood.root)/src/makegood/policies/sources/apple_media_terms_fr.json \
  $(makegood.root)/src/makegood/policies/sources/apple_refund_request.json \
  $(makegood.root)/src/makegood/policies/sources/apple_refund_status.json \
  $(makegood.root)/src/makegood/policies/sources/bgb.json \
  $(makegood.root)/src/makegood/policies/sources/california_efiling.json \
  $(makegood.root)/src/makegood/policies/sources/california_small_claims.json \
  $(makegood.root)/src/makegood/policies/sources/card_evidence_limits.json \
  $(makegood.root)/src/makegood/policies/sources/card_seller_pages.json \
  $(makegood.root)/src/makegood/policies/sources/chargeflow_timelines.json \
  $(makegood.root)/src/makegood/policies/sources/code_civil.json \
  $(makegood.root)/src/makegood/policies/sources/collabstr_cancel.json \
  $(makegood.root)/src/makegood/policies/sources/company_card_pages.json \
  $(makegood.root)/src/makegood/policies/sources/county_courts_act_69.json \
  $(makegood.root)/src/makegood/policies/sources/cpag_tracks.json \
  $(makegood.root)/src/makegood/policies/sources/debt_protocol.json \
  $(makegood.root)/src/makegood/policies/sources/decree_2025_1137.json \
  $(makegood.root)/src/makegood/policies/sources/eea_members.json \
  $(makegood.root)/src/makegood/policies/sources/eu_order_for_payment_portal.json \
  $(makegood.root)/src/makegood/policies/sources/eu_small_claims_regulation.json \
  $(makegood.root)/src/makegood/policies/sources/fiverr_forum.json \
  $(makegood.root)/src/makegood/policies/sources/florida_small_claims.json \
  $(makegood.root)/src/makegood/policies/sources/georgia_magistrate.json \
  $(makegood.root)/src/makegood/policies/sources/google_play_terms.json \
  $(makegood.root)/src/makegood/policies/sources/gov_uk_money_claims.json \
  $(makegood.root)/src/makegood/policies/sources/gvg_23.json \
  $(makegood.root)/src/makegood/policies/sources/illinois_rule_281.json \
  $(makegood.root)/src/makegood/policies/sources/illinois_rule_282.json \
  $(makegood.root)/src/makegood/policies/sources/ireland_ccpc.json \
  $(makegood.root)/src/makegood/policies/sources/ireland_small_claims.json \
  $(makegood.root)/src/makegood/policies/sources/iso_4217.json \
  $(makegood.root)/src/makegood/policies/sources/judgement.json \
  $(makegood.root)/src/makegood/policies/sources/karlsruhe_mahnverfahren.json \
  $(makegood.root)/src/makegood/policies/sources/late_payment_uk.json \
  $(makegood.root)/src/makegood/policies/sources/marketplace_terms.json \
  $(makegood.root)/src/makegood/policies/sources/marketplace_terms_two.json \
  $(makegood.root)/src/makegood/policies/sources/massachusetts_small_claims.json \
  $(makegood.root)/src/makegood/policies/sources/new_jersey_small_claims.json \
  $(makegood.root)/src/makegood/policies/sources/not_found.json \
  $(makegood.root)/src/makegood/policies/sources/nyc_commercial_claims.json \
  $(makegood.root)/src/makegood/policies/sources/paypal_agreement_copies.json \
  $(makegood.root)/src/makegood/policies/sources/paypal_claim_duration.json \
  $(makegood.root)/src/makegood/policies/sources/paypal_coverage.json \
  $(makegood.root)/src/makegood/policies/sources/paypal_dispute_times.json \
  $(makegood.root)/src/makegood/policies/sources/paypal_disputes_api.json \
  $(makegood.root)/src/makegood/policies/sources/paypal_files.json \
  $(makegood.root)/src/makegood/policies/sources/paypal_open_dispute.json \
  $(makegood.root)/src/makegood/policies/sources/pre_action_conduct.json \
  $(makegood.root)/src/makegood/policies/sources/pre_action_rules.json \
  $(makegood.root)/src/makegood/policies/sources/psd2.json \
  $(makegood.root)/src/makegood/policies/sources/quavo_card_handbook.json \
  $(makegood.root)/src/makegood/policies/sources/report_a_problem_copy.json \
  $(makegood.root)/src/makegood/policies/sources/scotland_simple_procedure.json \
  $(makegood.root)/src/makegood/policies/sources/sepa_b2b_pages.json \
  $(makegood.root)/src/makegood/policies/sources/service_public_eu_debts.json \
  $(makegood.root)/src/makegood/policies/sources/small_claims_us_pages.json \
  $(makegood.root)/src/makegood/policies/sources/sponsr_disputes.json \
  $(makegood.root)/src/makegood/policies/sources/stripe_best_practices.json \
  $(makegood.root)/src/makegood/policies/sources/stripe_evidence_fields.json \
  $(makegood.root)/src/makegood/policies/sources/stripe_help_copy.json \
  $(makegood.root)/src/makegood/policies/sources/stripe_issuing_disputes.json \
  $(makegood.root)/src/makegood/policies/sources/texas_small_claims.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_ad_serving.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_adjust_balance.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_advertising_terms.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_agency_business_center.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_business_terms_eea.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_commercial_terms.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_one_cancellation.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_one_payments.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_one_refund_policy.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_promote_rules.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_promote_terms.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_refund_business_center.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_refund_faq.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_request_refund.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_request_refund_2024_03.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_shop_commission_vn.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_shop_flat_fee_us.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_shop_samples_us.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_shop_seller_center.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_shop_target_collaboration.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_suspended_appeal.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_suspended_refund.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_terms_eea.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_terms_us.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_terms_world.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_virtual_items.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_virtual_items_eea.json \
  $(makegood.root)/src/makegood/policies/sources/tiktok_virtual_items_us.json \
  $(makegood.root)/src/makegood/policies/sources/upstate_commercial_claims.json \
  $(makegood.root)/src/makegood/policies/sources/upwork_disputes.json \
  $(makegood.root)/src/makegood/policies/sources/vitol_v_norelf.json \
  $(makegood.root)/src/makegood/policies/sources/washington_small_claims.json \
  $(makegood.root)/src/makegood/policies/sources/zpo_688.json \
  $(makegood.root)/src/makegood/policies/sources/zpo_689.json \
  $(makegood.root)/src/makegood/policies/words.json \
  $(makegood.root)/templates \
  $(makegood.root)/templates/_copy.js.j2 \
  $(makegood.root)/templates/_days.js.j2 \
  $(makegood.root)/templates/_desks.html.j2 \
  $(makegood.root)/templates/_docket.css.j2 \
  $(makegood.root)/templates/_docket.js.j2 \
  $(makegood.root)/templates/_page.css.j2 \
  $(makegood.root)/templates/_payback.j2 \
  $(makegood.root)/templates/_terms.j2 \
  $(makegood.root)/templates/_timeline.html.j2 \
  $(makegood.root)/templates/_words.j2 \
  $(makegood.root)/templates/docket.html.j2 \
  $(makegood.root)/templates/email \
  $(makegood.root)/templates/email/_ending.j2 \
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
  $(makegood.root)/templates/letter/notice.txt.j2 \
  $(makegood.root)/templates/message \
  $(makegood.root)/templates/message/_message.j2 \
  $(makegood.root)/templates/message/acceptance.txt.j2 \
  $(makegood.root)/templates/message/dispute_notice.txt.j2 \
  $(makegood.root)/templates/message/extension_granted.txt.j2 \
  $(makegood.root)/templates/message/final_notice.txt.j2 \
  $(makegood.root)/templates/message/first_request.txt.j2 \
  $(makegood.root)/templates/message/not_our_ground.txt.j2 \
  $(makegood.root)/templates/message/partial_counter.txt.j2 \
  $(makegood.root)/templates/message/refund_received.txt.j2 \
  $(makegood.root)/templates/message/reminder.txt.j2 \
  $(makegood.root)/templates/message/settlement_offer.txt.j2 \
  $(makegood.root)/templates/packet \
  $(makegood.root)/templates/packet/_exhibits.html.j2 \
  $(makegood.root)/templates/packet/_packet.css.j2 \
  $(makegood.root)/templates/packet/_packet.html.j2 \
  $(makegood.root)/templates/packet/any.html.j2 \
  $(makegood.root)/templates/packet/app_store.html.j2 \
  $(makegood.root)/templates/packet/court.html.j2 \
  $(makegood.root)/templates/packet/influencer.html.j2 \
  $(makegood.root)/templates/packet/paypal.html.j2 \
  $(makegood.root)/templates/packet/tiktok.html.j2 \
  $(makegood.root)/templates/problems.html.j2 \
  $(makegood.root)/templates/redaction-report.txt.j2 \
  $(makegood.root)/templates/report \
  $(makegood.root)/templates/report/_closing.css.j2 \
  $(makegood.root)/templates/report/closing.html.j2 \
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
  $(makegood.root)/src/makegood/policies/methods \
  $(makegood.root)/src/makegood/policies/profiles \
  $(makegood.root)/src/makegood/policies/sources \
  $(makegood.root)/src/makegood/__init__.py \
  $(makegood.root)/src/makegood/cli/__init__.py \
  $(makegood.root)/src/makegood/cli/app.py \
  $(makegood.root)/src/makegood/cli/build.py \
  $(makegood.root)/src/makegood/cli/case_folders.py \
  $(makegood.root)/src/makegood/cli/check.py \
  $(makegood.root)/src/makegood/cli/clock.py \
  $(makegood.root)/src/makegood/cli/exit_status.py \
  $(makegood.root)/src/makegood/cli/explain.py \
  $(makegood.root)/src/makegood/cli/fix.py \
  $(makegood.root)/src/makegood/cli/log.py \
  $(makegood.root)/src/makegood/cli/new.py \
  $(makegood.root)/src/makegood/cli/options.py \
  $(makegood.root)/src/makegood/cli/output.py \
  $(makegood.root)/src/makegood/cli/policies.py \
  $(makegood.root)/src/makegood/cli/progress.py \
  $(makegood.root)/src/makegood/cli/status.py \
  $(makegood.root)/src/makegood/cli/verify.py \
  $(makegood.root)/src/makegood/cli/watch.py \
  $(makegood.root)/src/makegood/commands/__init__.py \
  $(makegood.root)/src/makegood/commands/changed.py \
  $(makegood.root)/src/makegood/commands/docket/__init__.py \
  $(makegood.root)/src/makegood/commands/docket/batch.py \
  $(makegood.root)/src/makegood/commands/docket/build_docket.py \
  $(makegood.root)/src/makegood/commands/docket/cache.py \
  $(makegood.root)/src/makegood/commands/docket/calendar.py \
  $(makegood.root)/src/makegood/commands/docket/case_filter.py \
  $(makegood.root)/src/makegood/commands/docket/entry.py \
  $(makegood.root)/src/makegood/commands/docket/page.py \
  $(makegood.root)/src/makegood/commands/explain/__init__.py \
  $(makegood.root)/src/makegood/commands/explain/channel.py \
  $(makegood.root)/src/makegood/commands/explain/desk.py \
  $(makegood.root)/src/makegood/commands/explain/field.py \
  $(makegood.root)/src/makegood/commands/explain/ground.py \
  $(makegood.root)/src/makegood/commands/explain/method.py \
  $(makegood.root)/src/makegood/commands/explain/rule.py \
  $(makegood.root)/src/makegood/commands/explain/source.py \
  $(makegood.root)/src/makegood/commands/explain/sums/__init__.py \
  $(makegood.root)/src/makegood/commands/explain/sums/claim.py \
  $(makegood.root)/src/makegood/commands/explain/sums/letters.py \
  $(makegood.root)/src/makegood/commands/explain/sums/methods.py \
  $(makegood.root)/src/makegood/commands/explain/sums/outstanding.py \
  $(makegood.root)/src/makegood/commands/explain/sums/payments.py \
  $(makegood.root)/src/makegood/commands/explain/sums/prices.py \
  $(makegood.root)/src/makegood/commands/explain/sums/selection.py \
  $(makegood.root)/src/makegood/commands/explain/sums/sheet.py \
  $(makegood.root)/src/makegood/commands/explain/sums/ways.py \
  $(makegood.root)/src/makegood/commands/explain/sums/work.py \
  $(makegood.root)/src/makegood/commands/explain/text_page.py \
  $(makegood.root)/src/makegood/commands/explain/windows.py \
  $(makegood.root)/src/makegood/commands/fix/__init__.py \
  $(makegood.root)/src/makegood/commands/fix/addresses.py \
  $(makegood.root)/src/makegood/commands/fix/certain_values.py \
  $(makegood.root)/src/makegood/commands/fix/diff.py \
  $(makegood.root)/src/makegood/commands/fix/draft.py \
  $(makegood.root)/src/makegood/commands/fix/json_repairs.py \
  $(makegood.root)/src/makegood/commands/fix/trial.py \
  $(makegood.root)/src/makegood/commands/fix/value_edits.py \
  $(makegood.root)/src/makegood/commands/log/__init__.py \
  $(makegood.root)/src/makegood/commands/log/arguments.py \
  $(makegood.root)/src/makegood/commands/log/case_context.py \
  $(makegood.root)/src/makegood/commands/log/events.py \
  $(makegood.root)/src/makegood/commands/log/file_copies.py \
  $(makegood.root)/src/makegood/commands/log/incoming_mail.py \
  $(makegood.root)/src/makegood/commands/log/last_build.py \
  $(makegood.root)/src/makegood/commands/log/mail_words.py \
  $(makegood.root)/src/makegood/commands/log/new_entry.py \
  $(makegood.root)/src/makegood/commands/log/people.py \
  $(makegood.root)/src/makegood/commands/log/record.py \
  $(makegood.root)/src/makegood/commands/log/record_event.py \
  $(makegood.root)/src/makegood/commands/log/repayment.py \
  $(makegood.root)/src/makegood/commands/log/request.py \
  $(makegood.root)/src/makegood/commands/log/sent.py \
  $(makegood.root)/src/makegood/commands/makefile.py \
  $(makegood.root)/src/makegood/commands/new/__init__.py \
  $(makegood.root)/src/makegood/commands/new/case_folder.py \
  $(makegood.root)/src/makegood/commands/new/catalogue.py \
  $(makegood.root)/src/makegood/commands/new/cells.py \
  $(makegood.root)/src/makegood/commands/new/creators.py \
  $(makegood.root)/src/makegood/commands/new/csv_table.py \
  $(makegood.root)/src/makegood/commands/new/dialogue.py \
  $(makegood.root)/src/makegood/commands/new/evidence_files.py \
  $(makegood.root)/src/makegood/commands/new/first_case.py \
  $(makegood.root)/src/makegood/commands/new/locale.py \
  $(makegood.root)/src/makegood/commands/new/questions.py \
  $(makegood.root)/src/makegood/commands/new/schemas.py \
  $(makegood.root)/src/makegood/commands/new/shared_defaults.py \
  $(makegood.root)/src/makegood/commands/renew.py \
  $(makegood.root)/src/makegood/commands/rewrite.py \
  $(makegood.root)/src/makegood/commands/verify.py \
  $(makegood.root)/src/makegood/commands/watch.py \
  $(makegood.root)/src/makegood/domain/__init__.py \
  $(makegood.root)/src/makegood/domain/clock.py \
  $(makegood.root)/src/makegood/domain/desks.py \
  $(makegood.root)/src/makegood/domain/direct_messages.py \
  $(makegood.root)/src/makegood/domain/ladder/__init__.py \
  $(makegood.root)/src/makegood/domain/ladder/answers.py \
  $(makegood.root)/src/makegood/domain/ladder/days.py \
  $(makegood.root)/src/makegood/domain/ladder/due_letter.py \
  $(makegood.root)/src/makegood/domain/ladder/history.py \
  $(makegood.root)/src/makegood/domain/ladder/letters.py \
  $(makegood.root)/src/makegood/domain/ladder/next_step.py \
  $(makegood.root)/src/makegood/domain/ledger/__init__.py \
  $(makegood.root)/src/makegood/domain/ledger/allocation.py \
  $(makegood.root)/src/makegood/domain/ledger/as_paid.py \
  $(makegood.root)/src/makegood/domain/ledger/books.py \
  $(makegood.root)/src/makegood/domain/ledger/claim.py \
  $(makegood.root)/src/makegood/domain/ledger/claim_context.py \
  $(makegood.root)/src/makegood/domain/ledger/exact.py \
  $(makegood.root)/src/makegood/domain/ledger/methods.py \
  $(makegood.root)/src/makegood/domain/ledger/order.py \
  $(makegood.root)/src/makegood/domain/ledger/purchases.py \
  $(makegood.root)/src/makegood/domain/ledger/settlements.py \
  $(makegood.root)/src/makegood/domain/ledger/shares.py \
  $(makegood.root)/src/makegood/domain/ledger/work.py \
  $(makegood.root)/src/makegood/domain/outcomes.py \
  $(makegood.root)/src/makegood/domain/policies/__init__.py \
  $(makegood.root)/src/makegood/domain/policies/countries.py \
  $(makegood.root)/src/makegood/domain/policies/policy_reader.py \
  $(makegood.root)/src/makegood/domain/policies/readers.py \
  $(makegood.root)/src/makegood/domain/policies/references.py \
  $(makegood.root)/src/makegood/domain/readiness.py \
  $(makegood.root)/src/makegood/domain/repayment.py \
  $(makegood.root)/src/makegood/domain/timeline.py \
  $(makegood.root)/src/makegood/domain/ways/__init__.py \
  $(makegood.root)/src/makegood/domain/ways/resolve.py \
  $(makegood.root)/src/makegood/domain/ways/split.py \
  $(makegood.root)/src/makegood/domain/windows/__init__.py \
  $(makegood.root)/src/makegood/domain/windows/anchors.py \
  $(makegood.root)/src/makegood/domain/windows/holidays.py \
  $(makegood.root)/src/makegood/domain/written_form.py \
  $(makegood.root)/src/makegood/formats/__init__.py \
  $(makegood.root)/src/makegood/formats/json_edit.py \
  $(makegood.root)/src/makegood/formats/json_layout.py \
  $(makegood.root)/src/makegood/formats/json_text/__init__.py \
  $(makegood.root)/src/makegood/formats/json_text/faults.py \
  $(makegood.root)/src/makegood/formats/json_text/frames.py \
  $(makegood.root)/src/makegood/formats/json_text/lines.py \
  $(makegood.root)/src/makegood/formats/json_text/reader.py \
  $(makegood.root)/src/makegood/formats/json_text/scalars.py \
  $(makegood.root)/src/makegood/formats/json_text/tokens.py \
  $(makegood.root)/src/makegood/formats/json_text/words.py \
  $(makegood.root)/src/makegood/formats/mail_address.py \
  $(makegood.root)/src/makegood/formats/mail_header.py \
  $(makegood.root)/src/makegood/formats/message_commands.py \
  $(makegood.root)/src/makegood/formats/pdf_safety.py \
  $(makegood.root)/src/makegood/formats/showable.py \
  $(makegood.root)/src/makegood/formats/terminal_text.py \
  $(makegood.root)/src/makegood/formats/tiktok_urls.py \
  $(makegood.root)/src/makegood/model/__init__.py \
  $(makegood.root)/src/makegood/model/artifact.py \
  $(makegood.root)/src/makegood/model/case.py \
  $(makegood.root)/src/makegood/model/errors.py \
  $(makegood.root)/src/makegood/model/facts.py \
  $(makegood.root)/src/makegood/model/frozen.py \
  $(makegood.root)/src/makegood/model/money.py \
  $(makegood.root)/src/makegood/model/policy.py \
  $(makegood.root)/src/makegood/model/results.py \
  $(makegood.root)/src/makegood/model/rules.py \
  $(makegood.root)/src/makegood/model/source.py \
  $(makegood.root)/src/makegood/model/words.py \
  $(makegood.root)/src/makegood/pipeline/__init__.py \
  $(makegood.root)/src/makegood/pipeline/assemble/__init__.py \
  $(makegood.root)/src/makegood/pipeline/assemble/artifact_builder.py \
  $(makegood.root)/src/makegood/pipeline/assemble/cache_key.py \
  $(makegood.root)/src/makegood/pipeline/assemble/header.py \
  $(makegood.root)/src/makegood/pipeline/assemble/mail.py \
  $(makegood.root)/src/makegood/pipeline/assemble/packet/__init__.py \
  $(makegood.root)/src/makegood/pipeline/assemble/packet/placing.py \
  $(makegood.root)/src/makegood/pipeline/assemble/packet/printed.py \
  $(makegood.root)/src/makegood/pipeline/assemble/packet/record.py \
  $(makegood.root)/src/makegood/pipeline/assemble/packet/seal.py \
  $(makegood.root)/src/makegood/pipeline/assemble/packet_size.py \
  $(makegood.root)/src/makegood/pipeline/assemble/text.py \
  $(makegood.root)/src/makegood/pipeline/build.py \
  $(makegood.root)/src/makegood/pipeline/check/__init__.py \
  $(makegood.root)/src/makegood/pipeline/check/addresses.py \
  $(makegood.root)/src/makegood/pipeline/check/amounts.py \
  $(makegood.root)/src/makegood/pipeline/check/bounds.py \
  $(makegood.root)/src/makegood/pipeline/check/channel_rules.py \
  $(makegood.root)/src/makegood/pipeline/check/closing.py \
  $(makegood.root)/src/makegood/pipeline/check/convert.py \
  $(makegood.root)/src/makegood/pipeline/check/countries.py \
  $(makegood.root)/src/makegood/pipeline/check/currency_signs.py \
  $(makegood.root)/src/makegood/pipeline/check/dates.py \
  $(makegood.root)/src/makegood/pipeline/check/defaults.py \
  $(makegood.root)/src/makegood/pipeline/check/deprecated_fields.py \
  $(makegood.root)/src/makegood/pipeline/check/desk_sums.py \
  $(makegood.root)/src/makegood/pipeline/check/expected_shape.py \
  $(makegood.root)/src/makegood/pipeline/check/fast_validator.py \
  $(makegood.root)/src/makegood/pipeline/check/file_name_dates.py \
  $(makegood.root)/src/makegood/pipeline/check/files.py \
  $(makegood.root)/src/makegood/pipeline/check/forms.py \
  $(makegood.root)/src/makegood/pipeline/check/glyphs.py \
  $(makegood.root)/src/makegood/pipeline/check/history.py \
  $(makegood.root)/src/makegood/pipeline/check/ids.py \
  $(makegood.root)/src/makegood/pipeline/check/json_access.py \
  $(makegood.root)/src/makegood/pipeline/check/keys.py \
  $(makegood.root)/src/makegood/pipeline/check/log_rules.py \
  $(makegood.root)/src/makegood/pipeline/check/methods.py \
  $(makegood.root)/src/makegood/pipeline/check/money.py \
  $(makegood.root)/src/makegood/pipeline/check/names.py \
  $(makegood.root)/src/makegood/pipeline/check/order.py \
  $(makegood.root)/src/makegood/pipeline/check/proof.py \
  $(makegood.root)/src/makegood/pipeline/check/references.py \
  $(makegood.root)/src/makegood/pipeline/check/repayment.py \
  $(makegood.root)/src/makegood/pipeline/check/report.py \
  $(makegood.root)/src/makegood/pipeline/check/schema.py \
  $(makegood.root)/src/makegood/pipeline/check/sent_files.py \
  $(makegood.root)/src/makegood/pipeline/check/shape.py \
  $(makegood.root)/src/makegood/pipeline/check/showable_evidence.py \
  $(makegood.root)/src/makegood/pipeline/check/subdivisions.py \
  $(makegood.root)/src/makegood/pipeline/check/text_fields.py \
  $(makegood.root)/src/makegood/pipeline/check/times.py \
  $(makegood.root)/src/makegood/pipeline/check/zones.py \
  $(makegood.root)/src/makegood/pipeline/collection.py \
  $(makegood.root)/src/makegood/pipeline/derive/__init__.py \
  $(makegood.root)/src/makegood/pipeline/derive/agenda.py \
  $(makegood.root)/src/makegood/pipeline/derive/bundles.py \
  $(makegood.root)/src/makegood/pipeline/derive/case_state.py \
  $(makegood.root)/src/makegood/pipeline/derive/chronology.py \
  $(makegood.root)/src/makegood/pipeline/derive/citations.py \
  $(makegood.root)/src/makegood/pipeline/derive/ending.py \
  $(makegood.root)/src/makegood/pipeline/derive/plan.py \
  $(makegood.root)/src/makegood/pipeline/derive/post.py \
  $(makegood.root)/src/makegood/pipeline/derive/reasons.py \
  $(makegood.root)/src/makegood/pipeline/derive/rows.py \
  $(makegood.root)/src/makegood/pipeline/derive/several_ways.py \
  $(makegood.root)/src/makegood/pipeline/derive/stage.py \
  $(makegood.root)/src/makegood/pipeline/examine.py \
  $(makegood.root)/src/makegood/pipeline/load/__init__.py \
  $(makegood.root)/src/makegood/pipeline/load/descriptor.py \
  $(makegood.root)/src/makegood/pipeline/load/file_names.py \
  $(makegood.root)/src/makegood/pipeline/load/inventory.py \
  $(makegood.root)/src/makegood/pipeline/load/jsonfile.py \
  $(makegood.root)/src/makegood/pipeline/load/kinds.py \
  $(makegood.root)/src/makegood/pipeline/load/merge.py \
  $(makegood.root)/src/makegood/pipeline/load/sent_letters.py \
  $(makegood.root)/src/makegood/pipeline/load/shelf.py \
  $(makegood.root)/src/makegood/pipeline/load/story.py \
  $(makegood.root)/src/makegood/pipeline/load/texts.py \
  $(makegood.root)/src/makegood/pipeline/manifest.py \
  $(makegood.root)/src/makegood/pipeline/prepare/__init__.py \
  $(makegood.root)/src/makegood/pipeline/prepare/charset.py \
  $(makegood.root)/src/makegood/pipeline/prepare/chat/__init__.py \
  $(makegood.root)/src/makegood/pipeline/prepare/chat/days.py \
  $(makegood.root)/src/makegood/pipeline/prepare/chat/lines.py \
  $(makegood.root)/src/makegood/pipeline/prepare/colours.py \
  $(makegood.root)/src/makegood/pipeline/prepare/columns.py \
  $(makegood.root)/src/makegood/pipeline/prepare/companions.py \
  $(makegood.root)/src/makegood/pipeline/prepare/downscale.py \
  $(makegood.root)/src/makegood/pipeline/prepare/edits.py \
  $(makegood.root)/src/makegood/pipeline/prepare/eml/__init__.py \
  $(makegood.root)/src/makegood/pipeline/prepare/eml/attachments.py \
  $(makegood.root)/src/makegood/pipeline/prepare/eml/message.py \
  $(makegood.root)/src/makegood/pipeline/prepare/exhibit_cache.py \
  $(makegood.root)/src/makegood/pipeline/prepare/flatten.py \
  $(makegood.root)/src/makegood/pipeline/prepare/gif.py \
  $(makegood.root)/src/makegood/pipeline/prepare/heic.py \
  $(makegood.root)/src/makegood/pipeline/prepare/hypertext.py \
  $(makegood.root)/src/makegood/pipeline/prepare/inline.py \
  $(makegood.root)/src/makegood/pipeline/prepare/jpeg.py \
  $(makegood.root)/src/makegood/pipeline/prepare/jpeg_segments.py \
  $(makegood.root)/src/makegood/pipeline/prepare/metadata.py \
  $(makegood.root)/src/makegood/pipeline/prepare/page.py \
  $(makegood.root)/src/makegood/pipeline/prepare/pdf.py \
  $(makegood.root)/src/makegood/pipeline/prepare/picture.py \
  $(makegood.root)/src/makegood/pipeline/prepare/png.py \
  $(makegood.root)/src/makegood/pipeline/prepare/png_chunks.py \
  $(makegood.root)/src/makegood/pipeline/prepare/raster.py \
  $(makegood.root)/src/makegood/pipeline/prepare/re_encoded.py \
  $(makegood.root)/src/makegood/pipeline/prepare/refusal.py \
  $(makegood.root)/src/makegood/pipeline/prepare/request.py \
  $(makegood.root)/src/makegood/pipeline/prepare/same_pixels.py \
  $(makegood.root)/src/makegood/pipeline/prepare/sanitiser.py \
  $(makegood.root)/src/makegood/pipeline/prepare/selection.py \
  $(makegood.root)/src/makegood/pipeline/prepare/source.py \
  $(makegood.root)/src/makegood/pipeline/prepare/table.py \
  $(makegood.root)/src/makegood/pipeline/prepare/tall_pages.py \
  $(makegood.root)/src/makegood/pipeline/prepare/text.py \
  $(makegood.root)/src/makegood/pipeline/prepare/typeset.py \
  $(makegood.root)/src/makegood/pipeline/prepare/vector.py \
  $(makegood.root)/src/makegood/pipeline/prepare/video.py \
  $(makegood.root)/src/makegood/pipeline/prepare/webp.py \
  $(makegood.root)/src/makegood/pipeline/prepare/webpage.py \
  $(makegood.root)/src/makegood/pipeline/render.py \
  $(makegood.root)/src/makegood/pipeline/suggestions.py \
  $(makegood.root)/src/makegood/pipeline/verify_output/__init__.py \
  $(makegood.root)/src/makegood/pipeline/verify_output/case_facts.py \
  $(makegood.root)/src/makegood/pipeline/verify_output/cited_references.py \
  $(makegood.root)/src/makegood/pipeline/verify_output/claims.py \
  $(makegood.root)/src/makegood/pipeline/verify_output/figures.py \
  $(makegood.root)/src/makegood/pipeline/verify_output/leaks.py \
  $(makegood.root)/src/makegood/pipeline/verify_output/letters.py \
  $(makegood.root)/src/makegood/pipeline/verify_output/links.py \
  $(makegood.root)/src/makegood/pipeline/verify_output/lint.py \
  $(makegood.root)/src/makegood/pipeline/verify_output/mails.py \
  $(makegood.root)/src/makegood/pipeline/verify_output/pages.py \
  $(makegood.root)/src/makegood/pipeline/verify_output/pdf_text.py \
  $(makegood.root)/src/makegood/pipeline/verify_output/pictures.py \
  $(makegood.root)/src/makegood/pipeline/verify_output/provenance.py \
  $(makegood.root)/src/makegood/pipeline/verify_output/readability.py \
  $(makegood.root)/src/makegood/pipeline/verify_output/text_checker.py \
  $(makegood.root)/src/makegood/pipeline/verify_output/uploads.py \
  $(makegood.root)/src/makegood/pipeline/write/__init__.py \
  $(makegood.root)/src/makegood/pipeline/write/disk.py \
  $(makegood.root)/src/makegood/pipeline/write/ours.py \
  $(makegood.root)/src/makegood/privacy/__init__.py \
  $(makegood.root)/src/makegood/privacy/accounts.py \
  $(makegood.root)/src/makegood/privacy/match.py \
  $(makegood.root)/src/makegood/privacy/numbers.py \
  $(makegood.root)/src/makegood/privacy/online.py \
  $(makegood.root)/src/makegood/privacy/phones.py \
  $(makegood.root)/src/makegood/reporting/__init__.py \
  $(makegood.root)/src/makegood/reporting/github.py \
  $(makegood.root)/src/makegood/reporting/human.py \
  $(makegood.root)/src/makegood/reporting/machine.py \
  $(makegood.root)/src/makegood/reporting/overview.py \
  $(makegood.root)/src/makegood/reporting/pointers.py \
  $(makegood.root)/src/makegood/reporting/sending.py \
  $(makegood.root)/src/makegood/reporting/status.py \
  $(makegood.root)/src/makegood/reporting/summary.py \
  $(makegood.root)/src/makegood/reporting/verdict.py \
  $(makegood.root)/src/makegood/sandbox/__init__.py \
  $(makegood.root)/src/makegood/sandbox/landlock.py \
  $(makegood.root)/src/makegood/sandbox/worker.py \
  $(makegood.root)/src/makegood/storage/__init__.py \
  $(makegood.root)/src/makegood/storage/folders.py \
  $(makegood.root)/src/makegood/storage/package_data.py \
  $(makegood.root)/src/makegood/typesetting/__init__.py \
  $(makegood.root)/src/makegood/typesetting/exhibit_layout.py \
  $(makegood.root)/src/makegood/typesetting/filters.py \
  $(makegood.root)/src/makegood/typesetting/fonts.py \
  $(makegood.root)/src/makegood/typesetting/layout/__init__.py \
  $(makegood.root)/src/makegood/typesetting/layout/fetch.py \
  $(makegood.root)/src/makegood/typesetting/layout/machine.py \
  $(makegood.root)/src/makegood/typesetting/letter_blocks.py \
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
$(makegood.root)/cases/MG-2026-101/sent/2026-12-09-reminder.eml:
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
$(makegood.root)/src/makegood/policies/channels/promote_google_play.json:
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
$(makegood.root)/src/makegood/policies/escalations/court_elsewhere.json:
$(makegood.root)/src/makegood/policies/escalations/court_england.json:
$(makegood.root)/src/makegood/policies/escalations/court_germany.json:
$(makegood.root)/src/makegood/policies/escalations/court_ireland.json:
$(makegood.root)/src/makegood/policies/escalations/court_scotland.json:
$(makegood.root)/src/makegood/policies/escalations/dispute_promote_elsewhere.json:
$(makegood.root)/src/makegood/policies/escalations/dispute_promote_uk_eea.json:
$(makegood.root)/src/makegood/policies/escalations/dispute_promote_us.json:
$(makegood.root)/src/makegood/policies/escalations/notice_tiktok_elsewhere.json:
$(makegood.root)/src/makegood/policies/escalations/notice_tiktok_indonesia.json:
$(makegood.root)/src/makegood/policies/escalations/notice_tiktok_uk_eea.json:
$(makegood.root)/src/makegood/policies/escalations/notice_tiktok_us.json:
$(makegood.root)/src/makegood/policies/escalations/order_for_payment_eu.json:
$(makegood.root)/src/makegood/policies/escalations/small_claims_eu.json:
$(makegood.root)/src/makegood/policies/escalations/small_claims_us.json:
$(makegood.root)/src/makegood/policies/escalations/stripe.json:
$(makegood.root)/src/makegood/policies/grounds/ads_underdelivery.json:
$(makegood.root)/src/makegood/policies/grounds/coins_not_used.json:
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
$(makegood.root)/src/makegood/policies/methods/ach.json:
$(makegood.root)/src/makegood/policies/methods/ad_account_prepay.json:
$(makegood.root)/src/makegood/policies/methods/ad_account_threshold.json:
$(makegood.root)/src/makegood/policies/methods/amazon_iap.json:
$(makegood.root)/src/makegood/policies/methods/apple_iap.json:
$(makegood.root)/src/makegood/policies/methods/apple_pay.json:
$(makegood.root)/src/makegood/policies/methods/bank_transfer.json:
$(makegood.root)/src/makegood/policies/methods/card.json:
$(makegood.root)/src/makegood/policies/methods/cash.json:
$(makegood.root)/src/makegood/policies/methods/cash_app.json:
$(makegood.root)/src/makegood/policies/methods/crypto.json:
$(makegood.root)/src/makegood/policies/methods/faster_payments.json:
$(makegood.root)/src/makegood/policies/methods/gift_in_kind.json:
$(makegood.root)/src/makegood/policies/methods/google_iap.json:
$(makegood.root)/src/makegood/policies/methods/google_pay.json:
$(makegood.root)/src/makegood/policies/methods/klarna.json:
$(makegood.root)/src/makegood/policies/methods/monthly_invoice.json:
$(makegood.root)/src/makegood/policies/methods/paypal_ff.json:
$(makegood.root)/src/makegood/policies/methods/paypal_gs.json:
$(makegood.root)/src/makegood/policies/methods/pix.json:
$(makegood.root)/src/makegood/policies/methods/platform_payment.json:
$(makegood.root)/src/makegood/policies/methods/revolut.json:
$(makegood.root)/src/makegood/policies/methods/sepa.json:
$(makegood.root)/src/makegood/policies/methods/sepa_direct_debit.json:
$(makegood.root)/src/makegood/policies/methods/stripe_link.json:
$(makegood.root)/src/makegood/policies/methods/tiktok_balance.json:
$(makegood.root)/src/makegood/policies/methods/tiktok_coins_web.json:
$(makegood.root)/src/makegood/policies/methods/upi.json:
$(makegood.root)/src/makegood/policies/methods/venmo.json:
$(makegood.root)/src/makegood/policies/methods/voucher.json:
$(makegood.root)/src/makegood/policies/methods/wire.json:
$(makegood.root)/src/makegood/policies/methods/wise.json:
$(makegood.root)/src/makegood/policies/methods/zelle.json:
$(makegood.root)/src/makegood/policies/profiles/agency.json:
$(makegood.root)/src/makegood/policies/profiles/app_store.json:
$(makegood.root)/src/makegood/policies/profiles/card.json:
$(makegood.root)/src/makegood/policies/profiles/court.json:
$(makegood.root)/src/makegood/policies/profiles/influencer.json:
$(makegood.root)/src/makegood/policies/profiles/marketplace.json:
$(makegood.root)/src/makegood/policies/profiles/paypal.json:
$(makegood.root)/src/makegood/policies/profiles/tiktok.json:
$(makegood.root)/src/makegood/policies/regions.json:
$(makegood.root)/src/makegood/policies/sources/ad_credit_pages.json:
$(makegood.root)/src/makegood/policies/sources/agency_contract_pages.json:
$(makegood.root)/src/makegood/policies/sources/amazon_appstore_terms.json:
$(makegood.root)/src/makegood/policies/sources/app_makers_on_refunds.json:
$(makegood.root)/src/makegood/policies/sources/apple_media_terms_fr.json:
$(makegood.root)/src/makegood/policies/sources/apple_refund_request.json:
$(makegood.root)/src/makegood/policies/sources/apple_refund_status.json:
$(makegood.root)/src/makegood/policies/sources/bgb.json:
$(makegood.root)/src/makegood/policies/sources/california_efiling.json:
$(makegood.root)/src/makegood/policies/sources/california_small_claims.json:
$(makegood.root)/src/makegood/policies/sources/card_evidence_limits.json:
$(makegood.root)/src/makegood/policies/sources/card_seller_pages.json:
$(makegood.root)/src/makegood/policies/sources/chargeflow_timelines.json:
$(makegood.root)/src/makegood/policies/sources/code_civil.json:
$(makegood.root)/src/makegood/policies/sources/collabstr_cancel.json:
$(makegood.root)/src/makegood/policies/sources/company_card_pages.json:
$(makegood.root)/src/makegood/policies/sources/county_courts_act_69.json:
$(makegood.root)/src/makegood/policies/sources/cpag_tracks.json:
$(makegood.root)/src/makegood/policies/sources/debt_protocol.json:
$(makegood.root)/src/makegood/policies/sources/decree_2025_1137.json:
$(makegood.root)/src/makegood/policies/sources/eea_members.json:
$(makegood.root)/src/makegood/policies/sources/eu_order_for_payment_portal.json:
$(makegood.root)/src/makegood/policies/sources/eu_small_claims_regulation.json:
$(makegood.root)/src/makegood/policies/sources/fiverr_forum.json:
$(makegood.root)/src/makegood/policies/sources/florida_small_claims.json:
$(makegood.root)/src/makegood/policies/sources/georgia_magistrate.json:
$(makegood.root)/src/makegood/policies/sources/google_play_terms.json:
$(makegood.root)/src/makegood/policies/sources/gov_uk_money_claims.json:
$(makegood.root)/src/makegood/policies/sources/gvg_23.json:
$(makegood.root)/src/makegood/policies/sources/illinois_rule_281.json:
$(makegood.root)/src/makegood/policies/sources/illinois_rule_282.json:
$(makegood.root)/src/makegood/policies/sources/ireland_ccpc.json:
$(makegood.root)/src/makegood/policies/sources/ireland_small_claims.json:
$(makegood.root)/src/makegood/policies/sources/iso_4217.json:
$(makegood.root)/src/makegood/policies/sources/judgement.json:
$(makegood.root)/src/makegood/policies/sources/karlsruhe_mahnverfahren.json:
$(makegood.root)/src/makegood/policies/sources/late_payment_uk.json:
$(makegood.root)/src/makegood/policies/sources/marketplace_terms.json:
$(makegood.root)/src/makegood/policies/sources/marketplace_terms_two.json:
$(makegood.root)/src/makegood/policies/sources/massachusetts_small_claims.json:
$(makegood.root)/src/makegood/policies/sources/new_jersey_small_claims.json:
$(makegood.root)/src/makegood/policies/sources/not_found.json:
$(makegood.root)/src/makegood/policies/sources/nyc_commercial_claims.json:
$(makegood.root)/src/makegood/policies/sources/paypal_agreement_copies.json:
$(makegood.root)/src/makegood/policies/sources/paypal_claim_duration.json:
$(makegood.root)/src/makegood/policies/sources/paypal_coverage.json:
$(makegood.root)/src/makegood/policies/sources/paypal_dispute_times.json:
$(makegood.root)/src/makegood/policies/sources/paypal_disputes_api.json:
$(makegood.root)/src/makegood/policies/sources/paypal_files.json:
$(makegood.root)/src/makegood/policies/sources/paypal_open_dispute.json:
$(makegood.root)/src/makegood/policies/sources/pre_action_conduct.json:
$(makegood.root)/src/makegood/policies/sources/pre_action_rules.json:
$(makegood.root)/src/makegood/policies/sources/psd2.json:
$(makegood.root)/src/makegood/policies/sources/quavo_card_handbook.json:
$(makegood.root)/src/makegood/policies/sources/report_a_problem_copy.json:
$(makegood.root)/src/makegood/policies/sources/scotland_simple_procedure.json:
$(makegood.root)/src/makegood/policies/sources/sepa_b2b_pages.json:
$(makegood.root)/src/makegood/policies/sources/service_public_eu_debts.json:
$(makegood.root)/src/makegood/policies/sources/small_claims_us_pages.json:
$(makegood.root)/src/makegood/policies/sources/sponsr_disputes.json:
$(makegood.root)/src/makegood/policies/sources/stripe_best_practices.json:
$(makegood.root)/src/makegood/policies/sources/stripe_evidence_fields.json:
$(makegood.root)/src/makegood/policies/sources/stripe_help_copy.json:
$(makegood.root)/src/makegood/policies/sources/stripe_issuing_disputes.json:
$(makegood.root)/src/makegood/policies/sources/texas_small_claims.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_ad_serving.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_adjust_balance.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_advertising_terms.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_agency_business_center.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_business_terms_eea.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_commercial_terms.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_one_cancellation.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_one_payments.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_one_refund_policy.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_promote_rules.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_promote_terms.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_refund_business_center.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_refund_faq.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_request_refund.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_request_refund_2024_03.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_shop_commission_vn.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_shop_flat_fee_us.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_shop_samples_us.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_shop_seller_center.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_shop_target_collaboration.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_suspended_appeal.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_suspended_refund.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_terms_eea.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_terms_us.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_terms_world.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_virtual_items.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_virtual_items_eea.json:
$(makegood.root)/src/makegood/policies/sources/tiktok_virtual_items_us.json:
$(makegood.root)/src/makegood/policies/sources/upstate_commercial_claims.json:
$(makegood.root)/src/makegood/policies/sources/upwork_disputes.json:
$(makegood.root)/src/makegood/policies/sources/vitol_v_norelf.json:
$(makegood.root)/src/makegood/policies/sources/washington_small_claims.json:
$(makegood.root)/src/makegood/policies/sources/zpo_688.json:
$(makegood.root)/src/makegood/policies/sources/zpo_689.json:
$(makegood.root)/src/makegood/policies/words.json:
$(makegood.root)/templates:
$(makegood.root)/templates/_copy.js.j2:
$(makegood.root)/templates/_days.js.j2:
$(makegood.root)/templates/_desks.html.j2:
$(makegood.root)/templates/_docket.css.j2:
$(makegood.root)/templates/_docket.js.j2:
$(makegood.root)/templates/_page.css.j2:
$(makegood.root)/templates/_payback.j2:
$(makegood.root)/templates/_terms.j2:
$(makegood.root)/templates/_timeline.html.j2:
$(makegood.root)/templates/_words.j2:
$(makegood.root)/templates/docket.html.j2:
$(makegood.root)/templates/email:
$(makegood.root)/templates/email/_ending.j2:
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
$(makegood.root)/templates/letter/notice.txt.j2:
$(makegood.root)/templates/message:
$(makegood.root)/templates/message/_message.j2:
$(makegood.root)/templates/message/acceptance.txt.j2:
$(makegood.root)/templates/message/dispute_notice.txt.j2:
$(makegood.root)/templates/message/extension_granted.txt.j2:
$(makegood.root)/templates/message/final_notice.txt.j2:
$(makegood.root)/templates/message/first_request.txt.j2:
$(makegood.root)/templates/message/not_our_ground.txt.j2:
$(makegood.root)/templates/message/partial_counter.txt.j2:
$(makegood.root)/templates/message/refund_received.txt.j2:
$(makegood.root)/templates/message/reminder.txt.j2:
$(makegood.root)/templates/message/settlement_offer.txt.j2:
$(makegood.root)/templates/packet:
$(makegood.root)/templates/packet/_exhibits.html.j2:
$(makegood.root)/templates/packet/_packet.css.j2:
$(makegood.root)/templates/packet/_packet.html.j2:
$(makegood.root)/templates/packet/any.html.j2:
$(makegood.root)/templates/packet/app_store.html.j2:
$(makegood.root)/templates/packet/court.html.j2:
$(makegood.root)/templates/packet/influencer.html.j2:
$(makegood.root)/templates/packet/paypal.html.j2:
$(makegood.root)/templates/packet/tiktok.html.j2:
$(makegood.root)/templates/problems.html.j2:
$(makegood.root)/templates/redaction-report.txt.j2:
$(makegood.root)/templates/report:
$(makegood.root)/templates/report/_closing.css.j2:
$(makegood.root)/templates/report/closing.html.j2:
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
$(makegood.root)/src/makegood/policies/methods:
$(makegood.root)/src/makegood/policies/profiles:
$(makegood.root)/src/makegood/policies/sources:
$(makegood.root)/src/makegood/__init__.py:
$(makegood.root)/src/makegood/cli/__init__.py:
$(makegood.root)/src/makegood/cli/app.py:
$(makegood.root)/src/makegood/cli/build.py:
$(makegood.root)/src/makegood/cli/case_folders.py:
$(makegood.root)/src/makegood/cli/check.py:
$(makegood.root)/src/makegood/cli/clock.py:
$(makegood.root)/src/makegood/cli/exit_status.py:
$(makegood.root)/src/makegood/cli/explain.py:
$(makegood.root)/src/makegood/cli/fix.py:
$(makegood.root)/src/makegood/cli/log.py:
$(makegood.root)/src/makegood/cli/new.py:
$(makegood.root)/src/makegood/cli/options.py:
$(makegood.root)/src/makegood/cli/output.py:
$(makegood.root)/src/makegood/cli/policies.py:
$(makegood.root)/src/makegood/cli/progress.py:
$(makegood.root)/src/makegood/cli/status.py:
$(makegood.root)/src/makegood/cli/verify.py:
$(makegood.root)/src/makegood/cli/watch.py:
$(makegood.root)/src/makegood/commands/__init__.py:
$(makegood.root)/src/makegood/commands/changed.py:
$(makegood.root)/src/makegood/commands/docket/__init__.py:
$(makegood.root)/src/makegood/commands/docket/batch.py:
$(makegood.root)/src/makegood/commands/docket/build_docket.py:
$(makegood.root)/src/makegood/commands/docket/cache.py:
$(makegood.root)/src/makegood/commands/docket/calendar.py:
$(makegood.root)/src/makegood/commands/docket/case_filter.py:
$(makegood.root)/src/makegood/commands/docket/entry.py:
$(makegood.root)/src/makegood/commands/docket/page.py:
$(makegood.root)/src/makegood/commands/explain/__init__.py:
$(makegood.root)/src/makegood/commands/explain/channel.py:
$(makegood.root)/src/makegood/commands/explain/desk.py:
$(makegood.root)/src/makegood/commands/explain/field.py:
$(makegood.root)/src/makegood/commands/explain/ground.py:
$(makegood.root)/src/makegood/commands/explain/method.py:
$(makegood.root)/src/makegood/commands/explain/rule.py:
$(makegood.root)/src/makegood/commands/explain/source.py:
$(makegood.root)/src/makegood/commands/explain/sums/__init__.py:
$(makegood.root)/src/makegood/commands/explain/sums/claim.py:
$(makegood.root)/src/makegood/commands/explain/sums/letters.py:
$(makegood.root)/src/makegood/commands/explain/sums/methods.py:
$(makegood.root)/src/makegood/commands/explain/sums/outstanding.py:
$(makegood.root)/src/makegood/commands/explain/sums/payments.py:
$(makegood.root)/src/makegood/commands/explain/sums/prices.py:
$(makegood.root)/src/makegood/commands/explain/sums/selection.py:
$(makegood.root)/src/makegood/commands/explain/sums/sheet.py:
$(makegood.root)/src/makegood/commands/explain/sums/ways.py:
$(makegood.root)/src/makegood/commands/explain/sums/work.py:
$(makegood.root)/src/makegood/commands/explain/text_page.py:
$(makegood.root)/src/makegood/commands/explain/windows.py:
$(makegood.root)/src/makegood/commands/fix/__init__.py:
$(makegood.root)/src/makegood/commands/fix/addresses.py:
$(makegood.root)/src/makegood/commands/fix/certain_values.py:
$(makegood.root)/src/makegood/commands/fix/diff.py:
$(makegood.root)/src/makegood/commands/fix/draft.py:
$(makegood.root)/src/makegood/commands/fix/json_repairs.py:
$(makegood.root)/src/makegood/commands/fix/trial.py:
$(makegood.root)/src/makegood/commands/fix/value_edits.py:
$(makegood.root)/src/makegood/commands/log/__init__.py:
$(makegood.root)/src/makegood/commands/log/arguments.py:
$(makegood.root)/src/makegood/commands/log/case_context.py:
$(makegood.root)/src/makegood/commands/log/events.py:
$(makegood.root)/src/makegood/commands/log/file_copies.py:
$(makegood.root)/src/makegood/commands/log/incoming_mail.py:
$(makegood.root)/src/makegood/commands/log/last_build.py:
$(makegood.root)/src/makegood/commands/log/mail_words.py:
$(makegood.root)/src/makegood/commands/log/new_entry.py:
$(makegood.root)/src/makegood/commands/log/people.py:
$(makegood.root)/src/makegood/commands/log/record.py:
$(makegood.root)/src/makegood/commands/log/record_event.py:
$(makegood.root)/src/makegood/commands/log/repayment.py:
$(makegood.root)/src/makegood/commands/log/request.py:
$(makegood.root)/src/makegood/commands/log/sent.py:
$(makegood.root)/src/makegood/commands/makefile.py:
$(makegood.root)/src/makegood/commands/new/__init__.py:
$(makegood.root)/src/makegood/commands/new/case_folder.py:
$(makegood.root)/src/makegood/commands/new/catalogue.py:
$(makegood.root)/src/makegood/commands/new/cells.py:
$(makegood.root)/src/makegood/commands/new/creators.py:
$(makegood.root)/src/makegood/commands/new/csv_table.py:
$(makegood.root)/src/makegood/commands/new/dialogue.py:
$(makegood.root)/src/makegood/commands/new/evidence_files.py:
$(makegood.root)/src/makegood/commands/new/first_case.py:
$(makegood.root)/src/makegood/commands/new/locale.py:
$(makegood.root)/src/makegood/commands/new/questions.py:
$(makegood.root)/src/makegood/commands/new/schemas.py:
$(makegood.root)/src/makegood/commands/new/shared_defaults.py:
$(makegood.root)/src/makegood/commands/renew.py:
$(makegood.root)/src/makegood/commands/rewrite.py:
$(makegood.root)/src/makegood/commands/verify.py:
$(makegood.root)/src/makegood/commands/watch.py:
$(makegood.root)/src/makegood/domain/__init__.py:
$(makegood.root)/src/makegood/domain/clock.py:
$(makegood.root)/src/makegood/domain/desks.py:
$(makegood.root)/src/makegood/domain/direct_messages.py:
$(makegood.root)/src/makegood/domain/ladder/__init__.py:
$(makegood.root)/src/makegood/domain/ladder/answers.py:
$(makegood.root)/src/makegood/domain/ladder/days.py:
$(makegood.root)/src/makegood/domain/ladder/due_letter.py:
$(makegood.root)/src/makegood/domain/ladder/history.py:
$(makegood.root)/src/makegood/domain/ladder/letters.py:
$(makegood.root)/src/makegood/domain/ladder/next_step.py:
$(makegood.root)/src/makegood/domain/ledger/__init__.py:
$(makegood.root)/src/makegood/domain/ledger/allocation.py:
$(makegood.root)/src/makegood/domain/ledger/as_paid.py:
$(makegood.root)/src/makegood/domain/ledger/books.py:
$(makegood.root)/src/makegood/domain/ledger/claim.py:
$(makegood.root)/src/makegood/domain/ledger/claim_context.py:
$(makegood.root)/src/makegood/domain/ledger/exact.py:
$(makegood.root)/src/makegood/domain/ledger/methods.py:
$(makegood.root)/src/makegood/domain/ledger/order.py:
$(makegood.root)/src/makegood/domain/ledger/purchases.py:
$(makegood.root)/src/makegood/domain/ledger/settlements.py:
$(makegood.root)/src/makegood/domain/ledger/shares.py:
$(makegood.root)/src/makegood/domain/ledger/work.py:
$(makegood.root)/src/makegood/domain/outcomes.py:
$(makegood.root)/src/makegood/domain/policies/__init__.py:
$(makegood.root)/src/makegood/domain/policies/countries.py:
$(makegood.root)/src/makegood/domain/policies/policy_reader.py:
$(makegood.root)/src/makegood/domain/policies/readers.py:
$(makegood.root)/src/makegood/domain/policies/references.py:
$(makegood.root)/src/makegood/domain/readiness.py:
$(makegood.root)/src/makegood/domain/repayment.py:
$(makegood.root)/src/makegood/domain/timeline.py:
$(makegood.root)/src/makegood/domain/ways/__init__.py:
$(makegood.root)/src/makegood/domain/ways/resolve.py:
$(makegood.root)/src/makegood/domain/ways/split.py:
$(makegood.root)/src/makegood/domain/windows/__init__.py:
$(makegood.root)/src/makegood/domain/windows/anchors.py:
$(makegood.root)/src/makegood/domain/windows/holidays.py:
$(makegood.root)/src/makegood/domain/written_form.py:
$(makegood.root)/src/makegood/formats/__init__.py:
$(makegood.root)/src/makegood/formats/json_edit.py:
$(makegood.root)/src/makegood/formats/json_layout.py:
$(makegood.root)/src/makegood/formats/json_text/__init__.py:
$(makegood.root)/src/makegood/formats/json_text/faults.py:
$(makegood.root)/src/makegood/formats/json_text/frames.py:
$(makegood.root)/src/makegood/formats/json_text/lines.py:
$(makegood.root)/src/makegood/formats/json_text/reader.py:
$(makegood.root)/src/makegood/formats/json_text/scalars.py:
$(makegood.root)/src/makegood/formats/json_text/tokens.py:
$(makegood.root)/src/makegood/formats/json_text/words.py:
$(makegood.root)/src/makegood/formats/mail_address.py:
$(makegood.root)/src/makegood/formats/mail_header.py:
$(makegood.root)/src/makegood/formats/message_commands.py:
$(makegood.root)/src/makegood/formats/pdf_safety.py:
$(makegood.root)/src/makegood/formats/showable.py:
$(makegood.root)/src/makegood/formats/terminal_text.py:
$(makegood.root)/src/makegood/formats/tiktok_urls.py:
$(makegood.root)/src/makegood/model/__init__.py:
$(makegood.root)/src/makegood/model/artifact.py:
$(makegood.root)/src/makegood/model/case.py:
$(makegood.root)/src/makegood/model/errors.py:
$(makegood.root)/src/makegood/model/facts.py:
$(makegood.root)/src/makegood/model/frozen.py:
$(makegood.root)/src/makegood/model/money.py:
$(makegood.root)/src/makegood/model/policy.py:
$(makegood.root)/src/makegood/model/results.py:
$(makegood.root)/src/makegood/model/rules.py:
$(makegood.root)/src/makegood/model/source.py:
$(makegood.root)/src/makegood/model/words.py:
$(makegood.root)/src/makegood/pipeline/__init__.py:
$(makegood.root)/src/makegood/pipeline/assemble/__init__.py:
$(makegood.root)/src/makegood/pipeline/assemble/artifact_builder.py:
$(makegood.root)/src/makegood/pipeline/assemble/cache_key.py:
$(makegood.root)/src/makegood/pipeline/assemble/header.py:
$(makegood.root)/src/makegood/pipeline/assemble/mail.py:
$(makegood.root)/src/makegood/pipeline/assemble/packet/__init__.py:
$(makegood.root)/src/makegood/pipeline/assemble/packet/placing.py:
$(makegood.root)/src/makegood/pipeline/assemble/packet/printed.py:
$(makegood.root)/src/makegood/pipeline/assemble/packet/record.py:
$(makegood.root)/src/makegood/pipeline/assemble/packet/seal.py:
$(makegood.root)/src/makegood/pipeline/assemble/packet_size.py:
$(makegood.root)/src/makegood/pipeline/assemble/text.py:
$(makegood.root)/src/makegood/pipeline/build.py:
$(makegood.root)/src/makegood/pipeline/check/__init__.py:
$(makegood.root)/src/makegood/pipeline/check/addresses.py:
$(makegood.root)/src/makegood/pipeline/check/amounts.py:
$(makegood.root)/src/makegood/pipeline/check/bounds.py:
$(makegood.root)/src/makegood/pipeline/check/channel_rules.py:
$(makegood.root)/src/makegood/pipeline/check/closing.py:
$(makegood.root)/src/makegood/pipeline/check/convert.py:
$(makegood.root)/src/makegood/pipeline/check/countries.py:
$(makegood.root)/src/makegood/pipeline/check/currency_signs.py:
$(makegood.root)/src/makegood/pipeline/check/dates.py:
$(makegood.root)/src/makegood/pipeline/check/defaults.py:
$(makegood.root)/src/makegood/pipeline/check/deprecated_fields.py:
$(makegood.root)/src/makegood/pipeline/check/desk_sums.py:
$(makegood.root)/src/makegood/pipeline/check/expected_shape.py:
$(makegood.root)/src/makegood/pipeline/check/fast_validator.py:
$(makegood.root)/src/makegood/pipeline/check/file_name_dates.py:
$(makegood.root)/src/makegood/pipeline/check/files.py:
$(makegood.root)/src/makegood/pipeline/check/forms.py:
$(makegood.root)/src/makegood/pipeline/check/glyphs.py:
$(makegood.root)/src/makegood/pipeline/check/history.py:
$(makegood.root)/src/makegood/pipeline/check/ids.py:
$(makegood.root)/src/makegood/pipeline/check/json_access.py:
$(makegood.root)/src/makegood/pipeline/check/keys.py:
$(makegood.root)/src/makegood/pipeline/check/log_rules.py:
$(makegood.root)/src/makegood/pipeline/check/methods.py:
$(makegood.root)/src/makegood/pipeline/check/money.py:
$(makegood.root)/src/makegood/pipeline/check/names.py:
$(makegood.root)/src/makegood/pipeline/check/order.py:
$(makegood.root)/src/makegood/pipeline/check/proof.py:
$(makegood.root)/src/makegood/pipeline/check/references.py:
$(makegood.root)/src/makegood/pipeline/check/repayment.py:
$(makegood.root)/src/makegood/pipeline/check/report.py:
$(makegood.root)/src/makegood/pipeline/check/schema.py:
$(makegood.root)/src/makegood/pipeline/check/sent_files.py:
$(makegood.root)/src/makegood/pipeline/check/shape.py:
$(makegood.root)/src/makegood/pipeline/check/showable_evidence.py:
$(makegood.root)/src/makegood/pipeline/check/subdivisions.py:
$(makegood.root)/src/makegood/pipeline/check/text_fields.py:
$(makegood.root)/src/makegood/pipeline/check/times.py:
$(makegood.root)/src/makegood/pipeline/check/zones.py:
$(makegood.root)/src/makegood/pipeline/collection.py:
$(makegood.root)/src/makegood/pipeline/derive/__init__.py:
$(makegood.root)/src/makegood/pipeline/derive/agenda.py:
$(makegood.root)/src/makegood/pipeline/derive/bundles.py:
$(makegood.root)/src/makegood/pipeline/derive/case_state.py:
$(makegood.root)/src/makegood/pipeline/derive/chronology.py:
$(makegood.root)/src/makegood/pipeline/derive/citations.py:
$(makegood.root)/src/makegood/pipeline/derive/ending.py:
$(makegood.root)/src/makegood/pipeline/derive/plan.py:
$(makegood.root)/src/makegood/pipeline/derive/post.py:
$(makegood.root)/src/makegood/pipeline/derive/reasons.py:
$(makegood.root)/src/makegood/pipeline/derive/rows.py:
$(makegood.root)/src/makegood/pipeline/derive/several_ways.py:
$(makegood.root)/src/makegood/pipeline/derive/stage.py:
$(makegood.root)/src/makegood/pipeline/examine.py:
$(makegood.root)/src/makegood/pipeline/load/__init__.py:
$(makegood.root)/src/makegood/pipeline/load/descriptor.py:
$(makegood.root)/src/makegood/pipeline/load/file_names.py:
$(makegood.root)/src/makegood/pipeline/load/inventory.py:
$(makegood.root)/src/makegood/pipeline/load/jsonfile.py:
$(makegood.root)/src/makegood/pipeline/load/kinds.py:
$(makegood.root)/src/makegood/pipeline/load/merge.py:
$(makegood.root)/src/makegood/pipeline/load/sent_letters.py:
$(makegood.root)/src/makegood/pipeline/load/shelf.py:
$(makegood.root)/src/makegood/pipeline/load/story.py:
$(makegood.root)/src/makegood/pipeline/load/texts.py:
$(makegood.root)/src/makegood/pipeline/manifest.py:
$(makegood.root)/src/makegood/pipeline/prepare/__init__.py:
$(makegood.root)/src/makegood/pipeline/prepare/charset.py:
$(makegood.root)/src/makegood/pipeline/prepare/chat/__init__.py:
$(makegood.root)/src/makegood/pipeline/prepare/chat/days.py:
$(makegood.root)/src/makegood/pipeline/prepare/chat/lines.py:
$(makegood.root)/src/makegood/pipeline/prepare/colours.py:
$(makegood.root)/src/makegood/pipeline/prepare/columns.py:
$(makegood.root)/src/makegood/pipeline/prepare/companions.py:
$(makegood.root)/src/makegood/pipeline/prepare/downscale.py:
$(makegood.root)/src/makegood/pipeline/prepare/edits.py:
$(makegood.root)/src/makegood/pipeline/prepare/eml/__init__.py:
$(makegood.root)/src/makegood/pipeline/prepare/eml/attachments.py:
$(makegood.root)/src/makegood/pipeline/prepare/eml/message.py:
$(makegood.root)/src/makegood/pipeline/prepare/exhibit_cache.py:
$(makegood.root)/src/makegood/pipeline/prepare/flatten.py:
$(makegood.root)/src/makegood/pipeline/prepare/gif.py:
$(makegood.root)/src/makegood/pipeline/prepare/heic.py:
$(makegood.root)/src/makegood/pipeline/prepare/hypertext.py:
$(makegood.root)/src/makegood/pipeline/prepare/inline.py:
$(makegood.root)/src/makegood/pipeline/prepare/jpeg.py:
$(makegood.root)/src/makegood/pipeline/prepare/jpeg_segments.py:
$(makegood.root)/src/makegood/pipeline/prepare/metadata.py:
$(makegood.root)/src/makegood/pipeline/prepare/page.py:
$(makegood.root)/src/makegood/pipeline/prepare/pdf.py:
$(makegood.root)/src/makegood/pipeline/prepare/picture.py:
$(makegood.root)/src/makegood/pipeline/prepare/png.py:
$(makegood.root)/src/makegood/pipeline/prepare/png_chunks.py:
$(makegood.root)/src/makegood/pipeline/prepare/raster.py:
$(makegood.root)/src/makegood/pipeline/prepare/re_encoded.py:
$(makegood.root)/src/makegood/pipeline/prepare/refusal.py:
$(makegood.root)/src/makegood/pipeline/prepare/request.py:
$(makegood.root)/src/makegood/pipeline/prepare/same_pixels.py:
$(makegood.root)/src/makegood/pipeline/prepare/sanitiser.py:
$(makegood.root)/src/makegood/pipeline/prepare/selection.py:
$(makegood.root)/src/makegood/pipeline/prepare/source.py:
$(makegood.root)/src/makegood/pipeline/prepare/table.py:
$(makegood.root)/src/makegood/pipeline/prepare/tall_pages.py:
$(makegood.root)/src/makegood/pipeline/prepare/text.py:
$(makegood.root)/src/makegood/pipeline/prepare/typeset.py:
$(makegood.root)/src/makegood/pipeline/prepare/vector.py:
$(makegood.root)/src/makegood/pipeline/prepare/video.py:
$(makegood.root)/src/makegood/pipeline/prepare/webp.py:
$(makegood.root)/src/makegood/pipeline/prepare/webpage.py:
$(makegood.root)/src/makegood/pipeline/render.py:
$(makegood.root)/src/makegood/pipeline/suggestions.py:
$(makegood.root)/src/makegood/pipeline/verify_output/__init__.py:
$(makegood.root)/src/makegood/pipeline/verify_output/case_facts.py:
$(makegood.root)/src/makegood/pipeline/verify_output/cited_references.py:
$(makegood.root)/src/makegood/pipeline/verify_output/claims.py:
$(makegood.root)/src/makegood/pipeline/verify_output/figures.py:
$(makegood.root)/src/makegood/pipeline/verify_output/leaks.py:
$(makegood.root)/src/makegood/pipeline/verify_output/letters.py:
$(makegood.root)/src/makegood/pipeline/verify_output/links.py:
$(makegood.root)/src/makegood/pipeline/verify_output/lint.py:
$(makegood.root)/src/makegood/pipeline/verify_output/mails.py:
$(makegood.root)/src/makegood/pipeline/verify_output/pages.py:
$(makegood.root)/src/makegood/pipeline/verify_output/pdf_text.py:
$(makegood.root)/src/makegood/pipeline/verify_output/pictures.py:
$(makegood.root)/src/makegood/pipeline/verify_output/provenance.py:
$(makegood.root)/src/makegood/pipeline/verify_output/readability.py:
$(makegood.root)/src/makegood/pipeline/verify_output/text_checker.py:
$(makegood.root)/src/makegood/pipeline/verify_output/uploads.py:
$(makegood.root)/src/makegood/pipeline/write/__init__.py:
$(makegood.root)/src/makegood/pipeline/write/disk.py:
$(makegood.root)/src/makegood/pipeline/write/ours.py:
$(makegood.root)/src/makegood/privacy/__init__.py:
$(makegood.root)/src/makegood/privacy/accounts.py:
$(makegood.root)/src/makegood/privacy/match.py:
$(makegood.root)/src/makegood/privacy/numbers.py:
$(makegood.root)/src/makegood/privacy/online.py:
$(makegood.root)/src/makegood/privacy/phones.py:
$(makegood.root)/src/makegood/reporting/__init__.py:
$(makegood.root)/src/makegood/reporting/github.py:
$(makegood.root)/src/makegood/reporting/human.py:
$(makegood.root)/src/makegood/reporting/machine.py:
$(makegood.root)/src/makegood/reporting/overview.py:
$(makegood.root)/src/makegood/reporting/pointers.py:
$(makegood.root)/src/makegood/reporting/sending.py:
$(makegood.root)/src/makegood/reporting/status.py:
$(makegood.root)/src/makegood/reporting/summary.py:
$(makegood.root)/src/makegood/reporting/verdict.py:
$(makegood.root)/src/makegood/sandbox/__init__.py:
$(makegood.root)/src/makegood/sandbox/landlock.py:
$(makegood.root)/src/makegood/sandbox/worker.py:
$(makegood.root)/src/makegood/storage/__init__.py:
$(makegood.root)/src/makegood/storage/folders.py:
$(makegood.root)/src/makegood/storage/package_data.py:
$(makegood.root)/src/makegood/typesetting/__init__.py:
$(makegood.root)/src/makegood/typesetting/exhibit_layout.py:
$(makegood.root)/src/makegood/typesetting/filters.py:
$(makegood.root)/src/makegood/typesetting/fonts.py:
$(makegood.root)/src/makegood/typesetting/layout/__init__.py:
$(makegood.root)/src/makegood/typesetting/layout/fetch.py:
$(makegood.root)/src/makegood/typesetting/layout/machine.py:
$(makegood.root)/src/makegood/typesetting/letter_blocks.py:
$(makegood.root)/schemas/case.schema.json:
$(makegood.root)/schemas/defaults.schema.json:
$(makegood.root)/schemas/manifest.schema.json:
$(makegood.root)/schemas/policy.schema.json:
$(makegood.root)/schemas/problem.schema.json:
