package eu.bocage.connector.member;

import java.time.LocalDate;
import java.util.Optional;

/** What may follow what: a charter its predecessor, an adherence the one before; each fault with its own remedy. */
final class Succession {

    private Succession() {
    }

    /**
     * Why a version of the charter may not be published.
     *
     * @param former the newest version; null when there is none
     * @param today  UTC
     */
    static Optional<Publication.Refused> fault(SignedCharter former, SignedCharter next, LocalDate today) {
        if (next.expired(today)) {
            return refused("La charte a pris fin le " + next.until() + ". Donnez à « until » un jour à venir.",
                "The charter ended on " + next.until() + ". Set \"until\" to a day to come.");
        }
        if (former == null) {
            return next.predecessor().isEmpty() ? Optional.empty() : refused(
                "Aucune charte n'est encore signée ici. Enlevez « predecessor » de la première.",
                "No charter is signed here yet. Remove \"predecessor\" from the first one.");
        }
        if (next.version() <= former.version()) {
            return refused("La version " + former.version() + " de la charte est publiée ; celle-ci, la version "
                    + next.version() + ", est dépassée. Donnez à « version » " + (former.version() + 1) + ".",
                "Version " + former.version() + " of the charter is published; this one, version " + next.version()
                    + ", is superseded. Set \"version\" to " + (former.version() + 1) + ".");
        }
        if (next.version() > former.version() + 1) {
            return refused("La version " + former.version() + " de la charte est publiée ; la suivante est la "
                    + (former.version() + 1) + ", pas la " + next.version() + ". Corrigez « version ».",
                "Version " + former.version() + " of the charter is published; the next one is "
                    + (former.version() + 1) + ", not " + next.version() + ". Correct \"version\".");
        }
        if (!next.predecessor().equals(former.hash())) {
            return refused("La charte ne nomme pas celle qu'elle remplace. Écrivez « predecessor: " + former.hash()
                    + " ».",
                "The charter does not name the one that it replaces. Write \"predecessor: " + former.hash() + "\".");
        }
        return kinship(former, next);
    }

    /** Why a version is not one of the same charter, or would begin before the one that it replaces. */
    static Optional<Publication.Refused> kinship(SignedCharter former, SignedCharter next) {
        if (!next.id().equals(former.id())) {
            return refused("La charte publiée s'appelle « " + former.id() + " », celle-ci « " + next.id()
                    + " ». Écrivez « id: " + former.id() + " ».",
                "The published charter is called \"" + former.id() + "\", this one \"" + next.id()
                    + "\". Write \"id: " + former.id() + "\".");
        }
        if (next.from().isBefore(former.from())) {
            return refused("La charte commencerait le " + next.from() + ", avant la version " + former.version()
                    + " qu'elle remplace. Donnez à « from » le " + former.from() + " ou un jour plus tardif.",
                "The charter would begin on " + next.from() + ", before version " + former.version()
                    + " that it replaces. Set \"from\" to " + former.from() + " or a later day.");
        }
        return Optional.empty();
    }

    /**
     * Why an adherence may not be taken.
     *
     * @param former the member as it stands in the register; empty for a newcomer
     * @param today  UTC
     */
    static Optional<Publication.Refused> fault(Charters charters, Adherence adherence, Optional<Member> former,
                                               LocalDate today) {
        Optional<SignedCharter> current = charters.inForce(today);
        if (current.isEmpty()) {
            return refused("Aucune charte n'est signée. Lancez d'abord « bocage charter sign ».",
                "No charter is signed. Run \"bocage charter sign\" first.");
        }
        Optional<SignedCharter> signed = charters.find(adherence.charter());
        if (signed.isEmpty()) {
            return refused("L'adhésion porte sur une charte que ce territoire n'a pas signée. Faites-la signer de"
                    + " nouveau : « bocage adhere ».",
                "The adherence is to a charter that this territory has not signed. Have it signed again: \"bocage"
                    + " adhere\".");
        }
        if (signed.get().version() < current.get().version()) {
            return refused("L'adhésion porte sur la version " + signed.get().version() + " de la charte ; la version "
                    + current.get().version() + " est en vigueur. Faites-la signer de nouveau : « bocage adhere ».",
                "The adherence is to version " + signed.get().version() + " of the charter; version "
                    + current.get().version() + " is in force. Have it signed again: \"bocage adhere\".");
        }
        if (signed.get().expired(today)) {
            return refused("La charte a pris fin le " + signed.get().until() + ". Signez d'abord une version nouvelle.",
                "The charter ended on " + signed.get().until() + ". Sign a new version first.");
        }
        boolean early = signed.get().version() > current.get().version();
        if (early && former.filter(known -> charters.adheres(known.adherence().charter(), today)).isEmpty()) {
            return refused("La version " + signed.get().version() + " n'entre en vigueur que le " + signed.get().from()
                    + ". Un nouveau membre adhère d'abord à la version " + current.get().version() + ".",
                "Version " + signed.get().version() + " is in force only from " + signed.get().from()
                    + " on. A newcomer adheres to version " + current.get().version() + " first.");
        }
        return Optional.empty();
    }

    private static Optional<Publication.Refused> refused(String french, String english) {
        return Optional.of(new Publication.Refused(french, english));
    }
}
