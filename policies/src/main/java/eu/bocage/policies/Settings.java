package eu.bocage.policies;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Compares what two charters set, field by field, and says which way each difference goes. */
final class Settings {

    private final Charter before;
    private final Charter after;
    private final List<Change> changes = new ArrayList<>();

    Settings(Charter before, Charter after) {
        this.before = before;
        this.after = after;
    }

    List<Change> changes() {
        compare("id", "Nom de la charte", "Name of the charter", Charter::id, (a, b) -> Change.Direction.OTHER,
            Settings::quoted);
        compare("title", "Titre", "Title", Charter::title, (a, b) -> Change.Direction.OTHER,
            title -> new Words(Quoted.french(title.french()), Quoted.english(title.english())));
        compare("from", "Premier jour", "First day", Charter::from, Settings::lessIsLooser, Names::day);
        compare("until", "Dernier jour", "Last day", Charter::until, Settings::moreIsLooser, Names::day);
        purposes();
        compare("finestZoning", "Plus petit lieu montré", "Smallest place shown", Charter::finestZoning,
            Settings::finer, Zoning::words);
        compare("minimumGroup", "Unités derrière un chiffre montré, au moins", "Units behind a shown figure, at least",
            Charter::minimumGroup, Settings::lessIsLooser, Settings::number);
        output();
        budgets();
        requesters();
        conditions();
        committees();
        promises();
        return List.copyOf(changes);
    }

    private void purposes() {
        Set<String> all = new TreeSet<>(before.purposes());
        all.addAll(after.purposes());
        for (String purpose : all) {
            maybe("purposes." + purpose, "Finalité", "Purpose", charter ->
                Optional.ofNullable(charter.purposeWords().get(purpose)), Settings::setIsLooser, words -> words);
            if (before.purposes().contains(purpose) && after.purposes().contains(purpose)) {
                maybe("purposes." + purpose + ".broader", "Finalité plus large que " + Quoted.french(purpose),
                    "Purpose broader than " + Quoted.english(purpose),
                    charter -> Optional.ofNullable(charter.broader().get(purpose)),
                    (a, b) -> Change.Direction.OTHER, Settings::quoted);
            }
        }
    }

    private void output() {
        maybe("dominance", "Part d'une seule unité dans un chiffre montré, en %, au plus",
            "Share of a single unit in a shown figure, in %, at most",
            charter -> Optional.of(charter.terms().dominancePercent()).filter(percent -> percent > 0),
            bound(Settings::moreIsLooser), Settings::number);
    }

    private void budgets() {
        compare("budget.perRequest", "Unités de budget qu'une question dépense, au plus",
            "Units of budget that a question spends, at most", charter -> charter.budget().perRequest(),
            Settings::moreIsLooser, Settings::number);
        maybe("budget.perProject", "Unités de budget qu'un projet dépense, au plus",
            "Units of budget that a project spends, at most", charter -> charter.terms().budgetPerProject(),
            bound(Settings::moreIsLooser), Settings::number);
        compare("budget.perUnitSpace", "Unités de budget pour une population et une période",
            "Units of budget for one population and period", charter -> charter.budget().perUnitSpace(),
            Settings::moreIsLooser, Settings::number);
        compare("budget.questionsPerDay", "Questions d'un projet par jour, au plus",
            "Questions of a project a day, at most", charter -> charter.budget().questionsPerDay(),
            Settings::moreIsLooser, Settings::number);
        maybe("requestsPerDay", "Questions d'un projet par jour, au plus (dans chaque accord)",
            "Questions of a project a day, at most (in each agreement)", charter -> charter.terms().requestsPerDay(),
            bound(Settings::moreIsLooser), Settings::number);
    }

    private void requesters() {
        among("requesters.roles", "Rôles admis", "Roles admitted", charter -> charter.terms().requesters().roles(),
            Settings::list);
        among("requesters.colleges", "Collèges admis", "Colleges admitted",
            charter -> charter.terms().requesters().colleges(), Settings::list);
        among("requesters.jurisdictions", "Pays admis pour le demandeur", "Countries admitted for the requester",
            charter -> charter.terms().requesters().jurisdictions(), Settings::countries);
        among("requesters.hostJurisdictions", "Pays admis pour son hébergeur", "Countries admitted for its host",
            charter -> charter.terms().requesters().hostJurisdictions(), Settings::countries);
        demanded("requesters.labels", "Labels exigés", "Labels demanded",
            charter -> charter.terms().requesters().labels());
        flag("reciprocity", "Avoir contribué avant de demander", "To have contributed before asking",
            charter -> charter.terms().reciprocity());
    }

    private void conditions() {
        flag("revocable", "Un accord peut être révoqué", "An agreement can be revoked",
            charter -> charter.terms().revocable());
        maybe("embargo", "Aucune question avant le", "No question before", charter -> charter.terms().embargo(),
            bound((LocalDate a, LocalDate b) -> lessIsLooser(a, b)), Names::day);
        among("functions", "Calculs admis", "Calculations admitted", charter -> charter.terms().functions(),
            Settings::list);
        demanded("noJoinWith", "Jeux de données à ne pas croiser", "Datasets not to be combined",
            charter -> charter.terms().noJoinWith());
        demanded("exceptionalNeed.purposes", "Finalités qui supposent un besoin exceptionnel",
            "Purposes that take an exceptional need", charter -> charter.terms().exceptionalNeed());
    }

    private void committees() {
        compare("approvals", "Cas soumis au comité", "Cases put to the committee",
            charter -> Set.copyOf(charter.terms().approvals()), (a, b) -> inclusion(b, a), CommitteeWords::of);
    }

    private void promises() {
        for (Term term : Term.values()) {
            if (term.kind() == Term.Kind.ATTESTED) {
                maybe("promises." + term.key(), "Promesse sur " + term.words().french(),
                    "Promise about " + term.words().english(),
                    charter -> charter.terms().promises().stream().filter(one -> one.term() == term).findFirst(),
                    bound(Settings::promise), Settings::promised);
            }
        }
        compare("promises.fee.exempt", "Rôles dispensés de payer", "Roles that need not pay",
            charter -> charter.terms().feeExempt(), Settings::inclusion, Settings::list);
    }

    /** A field that every charter has. */
    private <T> void compare(String field, String french, String english, Function<Charter, T> value,
                             BiFunction<T, T, Change.Direction> direction, Function<T, Words> words) {
        T old = value.apply(before);
        T fresh = value.apply(after);
        if (!old.equals(fresh)) {
            changes.add(new Change.Setting(field, new Words(french, english), Optional.of(words.apply(old)),
                Optional.of(words.apply(fresh)), direction.apply(old, fresh)));
        }
    }

    /** A field that a charter may leave out. */
    private <T> void maybe(String field, String french, String english, Function<Charter, Optional<T>> value,
                           BiFunction<Optional<T>, Optional<T>, Change.Direction> direction, Function<T, Words> words) {
        Optional<T> old = value.apply(before);
        Optional<T> fresh = value.apply(after);
        if (!old.equals(fresh)) {
            changes.add(new Change.Setting(field, new Words(french, english), old.map(words), fresh.map(words),
                direction.apply(old, fresh)));
        }
    }

    /** What is admitted; nothing named admits everything. */
    private void among(String field, String french, String english, Function<Charter, Set<String>> values,
                       Function<Set<String>, Words> words) {
        maybe(field, french, english, charter -> Optional.of(values.apply(charter)).filter(set -> !set.isEmpty()),
            bound(Settings::inclusion), words);
    }

    /** What is demanded; nothing named demands nothing. */
    private void demanded(String field, String french, String english, Function<Charter, Set<String>> values) {
        maybe(field, french, english, charter -> Optional.of(values.apply(charter)).filter(set -> !set.isEmpty()),
            bound((a, b) -> inclusion(b, a)), Settings::list);
    }

    private void flag(String field, String french, String english, Function<Charter, Boolean> value) {
        maybe(field, french, english, charter -> Optional.of(value.apply(charter)).filter(set -> set),
            bound((a, b) -> Change.Direction.OTHER), set -> new Words("oui", "yes"));
    }

    /** Of a limit: to set one is tighter, to lift it looser, to move it as the limits say. */
    private static <T> BiFunction<Optional<T>, Optional<T>, Change.Direction> bound(
        BiFunction<T, T, Change.Direction> both) {
        return (a, b) -> a.isEmpty() ? Change.Direction.TIGHTER : b.isEmpty() ? Change.Direction.LOOSER
            : both.apply(a.get(), b.get());
    }

    private static <T> Change.Direction setIsLooser(Optional<T> a, Optional<T> b) {
        return a.isEmpty() ? Change.Direction.LOOSER : b.isEmpty() ? Change.Direction.TIGHTER : Change.Direction.OTHER;
    }

    private static <T extends Comparable<? super T>> Change.Direction moreIsLooser(T a, T b) {
        return b.compareTo(a) > 0 ? Change.Direction.LOOSER : Change.Direction.TIGHTER;
    }

    private static <T extends Comparable<? super T>> Change.Direction lessIsLooser(T a, T b) {
        return moreIsLooser(b, a);
    }

    private static Change.Direction finer(Zoning a, Zoning b) {
        return b.notFinerThan(a) ? Change.Direction.TIGHTER : a.notFinerThan(b) ? Change.Direction.LOOSER
            : Change.Direction.OTHER;
    }

    private static <T> Change.Direction inclusion(Set<T> a, Set<T> b) {
        return b.containsAll(a) ? Change.Direction.LOOSER : a.containsAll(b) ? Change.Direction.TIGHTER
            : Change.Direction.OTHER;
    }

    private static Change.Direction promise(Promise a, Promise b) {
        return switch (a.term()) {
            case RETENTION, PUBLICATION -> moreIsLooser(Long.parseLong(a.value()), Long.parseLong(b.value()));
            case FEE -> lessIsLooser(Long.parseLong(a.value()), Long.parseLong(b.value()));
            case ONWARD_SHARING -> b.value().equals("none") ? Change.Direction.TIGHTER : Change.Direction.LOOSER;
            default -> Change.Direction.OTHER;
        };
    }

    private static Words promised(Promise promise) {
        return switch (promise.term()) {
            case RETENTION, PUBLICATION -> ConditionWords.count(promise.value(), "jour", "jours", "day", "days");
            case FEE -> ConditionWords.euros(promise.value());
            case ONWARD_SHARING -> promise.value().equals("none") ? new Words("à personne", "to nobody")
                : new Words("aux membres du territoire", "to members of the territory");
            case ATTRIBUTION -> quoted(promise.value());
            default -> new Words("oui", "yes");
        };
    }

    private static Words number(Number number) {
        return new Words(ConditionWords.number(number.toString(), Locale.FRENCH),
            ConditionWords.number(number.toString(), Locale.ENGLISH));
    }

    private static Words quoted(String text) {
        return new Words(Quoted.french(text), Quoted.english(text));
    }

    private static Words list(Collection<String> names) {
        return names.isEmpty() ? new Words("aucun", "none")
            : new Words(String.join(", ", names.stream().sorted().map(Quoted::french).toList()),
                String.join(", ", names.stream().sorted().map(Quoted::english).toList()));
    }

    private static Words countries(Collection<String> codes) {
        return Names.countries(codes.stream().sorted().toList());
    }
}
