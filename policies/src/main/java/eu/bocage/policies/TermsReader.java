package eu.bocage.policies;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a charter may ask for beyond what every charter does; each field may be left out. */
final class TermsReader {

    private static final int MOST = 64;
    private static final int MOST_APPROVALS = 8;
    private static final int MOST_COUNT = 1_000_000;
    private static final int MOST_DAYS = 36_500;

    private static final Words COUNTRY = new Words("un pays en deux majuscules, comme FR (ISO 3166-1)",
        "a country in two upper-case letters, such as FR (ISO 3166-1)");
    private static final Words NAME = new Words("fait de 1 à 63 lettres, chiffres, _ . et -",
        "1 to 63 letters, digits, _ . and -");
    private static final Words PURPOSE = new Words("une finalité de cette charte", "a purpose of this charter");

    private final Section charter;
    private final Set<String> purposes;

    /** @param purposes those of the charter */
    TermsReader(Section charter, Set<String> purposes) {
        this.charter = charter;
        this.purposes = purposes;
    }

    /** @param perProject read with the rest of the budget */
    CharterTerms read(Optional<Long> perProject) {
        int dominance = charter.optional("dominance", name -> charter.number(name, 1, 100)).orElse(0L).intValue();
        CharterTerms.Requesters requesters = charter.optional("requesters", charter::section)
            .map(TermsReader::requesters).orElse(CharterTerms.Requesters.ANYBODY);
        boolean reciprocity = charter.flag("reciprocity");
        boolean revocable = charter.flag("revocable");
        Optional<LocalDate> embargo = charter.optional("embargo", charter::day);
        Optional<Integer> requests = charter.optional("requestsPerDay", name -> charter.number(name, 1, MOST_COUNT))
            .map(Long::intValue);
        Set<String> functions = charter.some("functions", MOST, CharterReader::identifier, CharterReader.IDENTIFIER);
        Set<String> noJoin = charter.some("noJoinWith", MOST, TermsReader::name, NAME);
        Set<String> need = charter.optional("exceptionalNeed", charter::section).map(section -> {
            Set<String> named = section.some("purposes", MOST, this::purpose, PURPOSE);
            if (named.isEmpty()) {
                section.wrong("purposes", "est vide ; nommez au moins une finalité",
                    "is empty; name at least one purpose");
            }
            section.close();
            return named;
        }).orElse(Set.of());
        List<CharterTerms.Committee> approvals = charter.given("approvals")
            ? charter.sections("approvals", MOST_APPROVALS).stream().map(this::committee).toList() : List.of();
        List<Promise> promises = new ArrayList<>();
        Set<String> exempt = charter.optional("promises", charter::section)
            .map(section -> promises(section, promises)).orElse(Set.of());
        return new CharterTerms(dominance, requesters, reciprocity, revocable, embargo, perProject, requests,
            functions, noJoin, need, approvals, promises, exempt);
    }

    private static CharterTerms.Requesters requesters(Section section) {
        CharterTerms.Requesters requesters = new CharterTerms.Requesters(identifiers(section, "roles"),
            identifiers(section, "labels"), identifiers(section, "colleges"), countries(section, "jurisdictions"),
            countries(section, "hostJurisdictions"));
        section.close();
        if (section.names().isEmpty()) {
            section.wrong("", "est vide ; nommez qui peut demander, ou enlevez le champ",
                "is empty; name who may ask, or remove the field");
        }
        return requesters;
    }

    private CharterTerms.Committee committee(Section section) {
        Optional<Long> days = section.number("days", 1, 365);
        List<Approval> colleges = new ArrayList<>();
        section.section("colleges").ifPresent(named -> {
            for (String college : named.names()) {
                if (CharterReader.identifier(college).isEmpty()) {
                    named.wrong(college, "n'est pas " + CharterReader.IDENTIFIER.french(),
                        "is not " + CharterReader.IDENTIFIER.english());
                }
                named.section(college).ifPresent(one -> {
                    Optional<Long> quorum = one.number("quorum", 1, 9_999);
                    Optional<Long> majority = one.number("majority", 1, 100);
                    one.close();
                    if (CharterReader.identifier(college).isPresent() && days.isPresent() && quorum.isPresent()
                        && majority.isPresent()) {
                        colleges.add(new Approval(college, quorum.get().intValue(), majority.get().intValue(),
                            days.get().intValue()));
                    }
                });
            }
            if (named.names().isEmpty() || named.names().size() > MOST_APPROVALS) {
                section.wrong("colleges", "ne contient pas 1 à " + MOST_APPROVALS + " collèges",
                    "does not hold 1 to " + MOST_APPROVALS + " colleges");
            }
        });
        Set<String> about = section.some("purposes", MOST, this::purpose, PURPOSE);
        Set<String> measures = section.some("measures", MOST, TermsReader::name, NAME);
        section.close();
        return new CharterTerms.Committee(colleges, about, measures);
    }

    private static Set<String> promises(Section section, List<Promise> promises) {
        if (section.flag("noReidentification")) {
            promises.add(new Promise(Term.NO_REIDENTIFICATION, "true"));
        }
        if (section.flag("noCommercialUse")) {
            promises.add(new Promise(Term.NO_COMMERCIAL_USE, "true"));
        }
        section.optional("retentionDays", name -> section.number(name, 0, MOST_DAYS))
            .ifPresent(days -> promises.add(new Promise(Term.RETENTION, days.toString())));
        section.optional("publicationDays", name -> section.number(name, 1, MOST_DAYS))
            .ifPresent(days -> promises.add(new Promise(Term.PUBLICATION, days.toString())));
        section.optional("attribution", name -> section.text(name, 200))
            .ifPresent(text -> promises.add(new Promise(Term.ATTRIBUTION, text)));
        section.optional("onwardSharing", name -> section.read(name,
                text -> Optional.of(text).filter(ValueType.SHARING::accepts),
                new Words("none ou members", "none or members")))
            .ifPresent(sharing -> promises.add(new Promise(Term.ONWARD_SHARING, sharing)));
        Set<String> exempt = section.optional("fee", section::section).map(fee -> {
            fee.number("cents", 1, 1_000_000_000)
                .ifPresent(cents -> promises.add(new Promise(Term.FEE, cents.toString())));
            Set<String> roles = identifiers(fee, "exempt");
            fee.close();
            return roles;
        }).orElse(Set.of());
        section.close();
        if (section.names().isEmpty()) {
            section.wrong("", "est vide ; nommez une promesse, ou enlevez le champ",
                "is empty; name a promise, or remove the field");
        }
        return exempt;
    }

    private static Set<String> identifiers(Section section, String name) {
        return section.some(name, MOST, CharterReader::identifier, CharterReader.IDENTIFIER);
    }

    private static Set<String> countries(Section section, String name) {
        return section.some(name, MOST, text -> Optional.of(text).filter(ValueType.COUNTRY::accepts), COUNTRY);
    }

    private Optional<String> purpose(String text) {
        return Optional.of(text).filter(purposes::contains);
    }

    private static Optional<String> name(String text) {
        return Optional.of(text).filter(name -> ValueType.NAME.accepts(name) && !name.equals(Term.NONE));
    }
}
