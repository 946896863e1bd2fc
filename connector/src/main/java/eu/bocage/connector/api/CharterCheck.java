package eu.bocage.connector.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Charters;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Opened;
import eu.bocage.connector.member.SignedCharter;
import eu.bocage.connector.member.Tag;
import eu.bocage.connector.member.Territory;
import eu.bocage.policies.Charter;

/**
 * Whether a document is the charter that the trust anchor signed and that holds now: refused, each with its own code,
 * are {@code charter-unsigned}, {@code charter-changed}, {@code charter-unknown} (signed, but no version of this
 * territory's chain), {@code charter-superseded} and {@code charter-expired}; what is no charter at all, or has an
 * unknown field, is wrong input.
 */
record CharterCheck(Territory territory) {

    ObjectNode check(String document) {
        ObjectNode object = object(document);
        if (!object.has("signature")) {
            throw ApiError.refused("charter-unsigned",
                "Cette charte n'est pas signée. Demandez à l'ancre de confiance le document signé, à l'adresse"
                    + " /territory/charter de son nœud.",
                "This charter is not signed. Ask the trust anchor for the signed document, at /territory/charter of its"
                    + " node.");
        }
        Charter charter = Charter.fromJson(Json.text(Json.canonical(payload(document))));
        Charters charters = territory.charters();
        SignedCharter known = charters.find(charter.hash()).orElseThrow(() -> ApiError.refused("charter-unknown",
            "La charte est signée, mais n'est pas l'une des versions publiées de ce territoire.",
            "The charter is signed, but it is none of the versions that this territory has published."));
        SignedCharter current = territory.charter().orElseThrow();
        if (known.version() < current.version()) {
            throw ApiError.refused("charter-superseded",
                "Cette version " + known.version() + " est remplacée par la version " + current.version() + ". Elle ne"
                    + " vaut plus que pour les accords conclus sous elle, jusqu'au " + known.until() + ".",
                "This version " + known.version() + " is superseded by version " + current.version() + ". It holds only"
                    + " for agreements made under it, until " + known.until() + ".");
        }
        if (known.expired(territory.today())) {
            throw ApiError.refused("charter-expired",
                "Cette version a pris fin le " + known.until() + ". L'ancre de confiance doit en signer une nouvelle.",
                "This version ended on " + known.until() + ". The trust anchor has to sign a new one.");
        }
        return Json.object().put("id", charter.id()).put("version", known.version()).put("hash", known.hash())
            .put("from", known.from().toString()).put("until", known.until().toString())
            .put("state", known.from().isAfter(territory.today()) ? "upcoming" : "in-force");
    }

    private ObjectNode payload(String document) {
        Opened<ObjectNode> opened = Envelope.parse(Tag.CHARTER, Json.bytes(document.strip()))
            .read(envelope -> envelope.open(Tag.CHARTER, territory.anchor().key()).orThrow());
        return switch (opened) {
            case Opened.Valid<ObjectNode>(ObjectNode payload) -> payload;
            case Opened.Refused<ObjectNode>(String reason) -> throw ApiError.refused("charter-changed",
                "Ce document a été changé, ou n'est pas signé par l'ancre de confiance de ce territoire (détail"
                    + " technique, en anglais : " + reason + ").",
                "This document was changed, or is not signed by this territory's trust anchor (" + reason + ").");
        };
    }

    private static ObjectNode object(String document) {
        try {
            return Json.read(document);
        } catch (IllegalArgumentException e) {
            throw ApiError.refused("charter-unsigned",
                "Ce n'est pas un document signé mais un autre texte. Le document signé est à l'adresse"
                    + " /territory/charter du nœud de l'ancre de confiance.",
                "This is no signed document but another text. The signed document is at /territory/charter of the trust"
                    + " anchor's node.");
        }
    }
}
