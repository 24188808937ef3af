"""Every rule, in the order in which the reference page explains them.

A new rule starts as `attention`; it becomes `erreur` once the directories of the hubs are clean of it.
"""

from __future__ import annotations

from maillage.checks.rules import contacts, identity, labels, life, opening, place, relations, services, texts
from maillage.checks.subject import Relation, Rule

RULES: tuple[Rule, ...] = (
    identity.id_is_the_file_name,
    identity.folder_is_the_departement,
    place.commune_exists,
    place.commune_is_of_today,
    place.postcode_is_of_the_commune,
    place.name_is_of_the_commune,
    place.position_is_in_the_commune,
    place.zones_exist,
    opening.stops_are_told_apart,
    opening.hours_can_be_read,
    opening.no_hours_wipe_out_others,
    opening.public_holidays_are_told,
    opening.hours_of_the_venue_are_known,
    opening.dates_are_in_order,
    opening.past_dates_are_past,
    life.a_closed_venue_says_when,
    life.a_closed_venue_says_what_replaces_it,
    life.a_closed_venue_has_closed,
    life.a_closed_venue_has_no_service,
    life.somebody_has_verified,
    life.verification_is_recent,
    contacts.a_contact_is_known,
    contacts.mail_is_of_the_structure,
    contacts.phone_is_not_a_mobile,
    services.a_service_is_done_or_not,
    services.free_access_is_declared_as_a_service,
    services.services_are_still_given,
    services.referral_says_by_whom,
    services.price_is_one_thing,
    labels.labels_are_current,
    labels.france_services_opens_enough,
    texts.texts_are_plain,
)

RELATIONS: tuple[Relation, ...] = (
    relations.ids_are_unique,
    relations.replacements_exist,
    relations.replacements_are_open,
    relations.hosts_exist,
    relations.hosts_are_open,
    relations.sources_are_read_once,
    relations.venues_are_written_once,
)
