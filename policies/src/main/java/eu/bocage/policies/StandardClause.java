package eu.bocage.policies;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One clause of the library: a draft, to be read by a lawyer before anybody signs it. A charter takes it over by its
 * identifier, and its words become the charter's own.
 *
 * @param id       as {@code OWN-1}
 * @param rules    the rules of good contractual practice that it covers, {@code P01} to {@code P30}, sorted
 * @param title    a few words
 * @param law      what is agreed, in the language of the contract, which is French
 * @param plain    the same for somebody without training in law or computing
 * @param status   who sees to it; {@code ENFORCED} only of what nodes evaluate
 * @param terms    the terms of the vocabulary that carry it out or bring its promise into a policy
 * @param evidence what is left behind to show that it was kept
 * @param promise  what a signatory promises; there exactly when the status is {@code ATTESTED}
 */
public record StandardClause(String id, Family family, List<String> rules, Words title, String law, Words plain,
                             Clause.Status status, Set<Term> terms, Words evidence, Optional<Words> promise) {

    /** The six families of clauses that French local authorities ask for, and how a territory decides. */
    public enum Family {
        OWNERSHIP("Propriété des données du service public", "Ownership of data of public services"),
        PERSONAL_DATA("Maîtrise des données personnelles", "Control of personal data"),
        INNOVATIONS("Accès aux innovations des projets", "Access to what projects invent"),
        OPEN_DATA("Équilibre des données ouvertes", "Balance of open data"),
        SOVEREIGNTY("Souveraineté technologique", "Technological sovereignty"),
        SECURITY("Sécurité des systèmes et des données", "Security of systems and data"),
        GOVERNANCE("Gouvernance du territoire", "Governance of the territory");

        private final Words words;

        Family(String french, String english) {
            words = new Words(french, english);
        }

        /** The word in documents, as {@code personal-data}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public Words words() {
            return words;
        }
    }

    public StandardClause {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(family, "family");
        rules = rules.stream().distinct().sorted().toList();
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(law, "law");
        Objects.requireNonNull(plain, "plain");
        Objects.requireNonNull(status, "status");
        terms = Set.copyOf(terms);
        Objects.requireNonNull(evidence, "evidence");
        Objects.requireNonNull(promise, "promise");
    }

    /** The clause as a charter carries it: the text of the contract in French, its plain meaning in English. */
    public Clause clause() {
        return new Clause(id, title, new Words(law, plain.english()), status, terms);
    }
}
