package eu.bocage.policies;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How one version of a charter follows another, and whether a version may be signed or used on a day. Pure: signatures
 * are checked by whoever holds the keys.
 */
public final class CharterSuccession {

    private CharterSuccession() {
    }

    /** Where a version of a charter stands on a day. */
    public sealed interface Standing {

        /** Agreements may be made under it. */
        record InForce() implements Standing {
        }

        /** Its first day is to come. */
        record NotYetInForce(LocalDate from) implements Standing {
        }

        /** Its last day is over. */
        record Expired(LocalDate until) implements Standing {
        }

        /** A later version has begun; agreements made before it go on until their own end. */
        record Superseded(long version, String hash) implements Standing {
        }
    }

    /**
     * What is wrong with a charter that is to follow another; nothing when it may. It is of the same identifier, its
     * version is the next, it names the hash of the one before, and it begins no earlier.
     */
    public static List<Problem> faults(Charter current, Charter next) {
        List<Problem> faults = new ArrayList<>();
        if (!next.id().equals(current.id())) {
            faults.add(new Problem("id", "est « " + next.id() + " » ; la charte en vigueur s'appelle « " + current.id()
                + " », reprenez ce nom", "is \"" + next.id() + "\"; the charter in force is called \"" + current.id()
                + "\", take that name"));
        }
        if (next.version() != current.version() + 1) {
            faults.add(new Problem("version", "est " + next.version() + " ; écrivez " + (current.version() + 1)
                + ", qui suit la version en vigueur",
                "is " + next.version() + "; write " + (current.version() + 1)
                    + ", which follows the version in force"));
        }
        if (!next.predecessor().equals(Optional.of(current.hash()))) {
            faults.add(new Problem("predecessor", (next.predecessor().isEmpty() ? "manque" : "est "
                + next.predecessor().get()) + " ; écrivez l'empreinte de la version en vigueur, " + current.hash(),
                (next.predecessor().isEmpty() ? "is missing" : "is " + next.predecessor().get())
                    + "; write the hash of the version in force, " + current.hash()));
        }
        if (next.from().isBefore(current.from())) {
            faults.add(new Problem("from", "est le " + next.from() + ", avant la version en vigueur ; choisissez le "
                + current.from() + " ou un jour plus tardif", "is " + next.from()
                + ", before the version in force; choose " + current.from() + " or a later day"));
        }
        return List.copyOf(faults);
    }

    /** What is wrong with a charter that is to be the first of a territory; nothing when it may. */
    public static List<Problem> faultsOfFirst(Charter charter) {
        return charter.predecessor().map(predecessor -> new Problem("predecessor",
            "est " + predecessor + " ; la première charte d'un territoire n'en remplace aucune, enlevez ce champ",
            "is " + predecessor + "; the first charter of a territory replaces none, remove this field"))
            .stream().toList();
    }

    /**
     * Where a version stands.
     *
     * @param day   in UTC
     * @param later the versions that the territory has signed after it, in any order; others are passed over
     */
    public static Standing standing(Charter charter, LocalDate day, List<Charter> later) {
        Optional<Charter> begun = later.stream()
            .filter(other -> other.id().equals(charter.id()) && other.version() > charter.version())
            .filter(other -> !day.isBefore(other.from()))
            .max((a, b) -> Long.compare(a.version(), b.version()));
        if (begun.isPresent()) {
            return new Standing.Superseded(begun.get().version(), begun.get().hash());
        }
        if (day.isBefore(charter.from())) {
            return new Standing.NotYetInForce(charter.from());
        }
        return day.isAfter(charter.until()) ? new Standing.Expired(charter.until()) : new Standing.InForce();
    }

    /** Why no agreement can be made under a version that stands so; empty when one can. */
    public static Optional<Problem> fault(Standing standing) {
        return switch (standing) {
            case Standing.InForce() -> Optional.empty();
            case Standing.NotYetInForce(LocalDate from) -> Optional.of(new Problem("from",
                "la charte n'entre en vigueur que le " + Names.day(from).french() + " ; attendez ce jour, ou faites "
                    + "signer une version qui commence plus tôt",
                "the charter comes into force only on " + Names.day(from).english() + "; wait for that day, or have a "
                    + "version signed that begins earlier"));
            case Standing.Expired(LocalDate until) -> Optional.of(new Problem("until",
                "la charte a pris fin le " + Names.day(until).french() + " ; faites signer une nouvelle version, puis "
                    + "faites adhérer chaque membre",
                "the charter ended on " + Names.day(until).english() + "; have a new version signed, then have each "
                    + "member adhere"));
            case Standing.Superseded(long version, String hash) -> Optional.of(new Problem("version",
                "la charte est remplacée par la version " + version + " ; adhérez à celle-ci (" + hash + ")",
                "the charter is replaced by version " + version + "; adhere to that one (" + hash + ")"));
        };
    }
}
