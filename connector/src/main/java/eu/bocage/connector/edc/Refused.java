package eu.bocage.connector.edc;

import eu.bocage.connector.agreement.Dataspace.DataspaceException;
import eu.bocage.connector.agreement.Dataspace.DataspaceException.Kind;
import eu.bocage.connector.member.Member;
import eu.bocage.policies.Reason;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a counterpart's answer, or the lack of one, means to the person who asked. */
final class Refused {

    private static final Pattern CODE = Pattern.compile("code\\W{1,9}(4\\d\\d)");
    private static final int MAX_QUOTE = 300;

    private Refused() {
    }

    /**
     * The counterpart's final word in an error text, if it is one: a refusal, not a fault that may pass.
     *
     * @param detail what EDC kept of the counterpart's answer; may be null
     */
    static Optional<DataspaceException> finalWord(Member counterpart, String detail) {
        String text = detail == null ? "" : detail;
        Optional<List<Reason>> reasons = RefusalText.read(text);
        String name = counterpart.organisation();
        if (reasons.isPresent()) {
            return Optional.of(refusal(
                name + " refuse : " + RefusalText.words(reasons.get(), Reason::french),
                name + " refuses: " + RefusalText.words(reasons.get(), Reason::english)));
        }
        Matcher code = CODE.matcher(text);
        if (!code.find()) {
            return Optional.empty();
        }
        return switch (code.group(1)) {
            case "401", "403" -> Optional.of(refusal(
                name + " ne reconnaît pas ce nœud comme membre actif du territoire. Voyez avec l'ancre de confiance.",
                name + " does not take this node for an active member of the territory. Ask the trust anchor."));
            case "404" -> Optional.of(refusal(
                name + " n'a plus cette offre ou cet accord. Relisez son catalogue.",
                name + " no longer has this offer or agreement. Read its catalogue again."));
            case "408", "409", "429" -> Optional.empty();
            default -> Optional.of(refusal(
                name + " refuse (détail technique, en anglais : " + quote(text) + ").",
                name + " refuses: \"" + quote(text) + "\""));
        };
    }

    /** It did not answer, or not so that anybody could understand. */
    static DataspaceException unreachable(Member counterpart, String detail) {
        return new DataspaceException(Kind.UNREACHABLE,
            counterpart.organisation() + " (" + counterpart.publicUrl() + ") ne répond pas comme attendu. Réessayez ; "
                + "si cela dure, appelez son exploitant (détail technique, en anglais : " + quote(detail) + ").",
            counterpart.organisation() + " (" + counterpart.publicUrl() + ") does not answer as expected. Try again; "
                + "if it lasts, call its operator. Detail: " + quote(detail));
    }

    /** It was too slow; what was begun goes on, and the same call takes it up again. */
    static DataspaceException slow(Member counterpart, long seconds) {
        return new DataspaceException(Kind.UNREACHABLE,
            counterpart.organisation() + " (" + counterpart.publicUrl() + ") n'a pas répondu en " + seconds
                + " s. La demande reste en cours ; relancez la même commande pour la reprendre.",
            counterpart.organisation() + " (" + counterpart.publicUrl() + ") has not answered within " + seconds
                + " s. The request goes on; repeat the same command to take it up again.");
    }

    private static DataspaceException refusal(String french, String english) {
        return new DataspaceException(Kind.REFUSED, french, english);
    }

    private static String quote(String text) {
        String line = String.valueOf(text).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= MAX_QUOTE ? line : line.substring(0, MAX_QUOTE) + "…";
    }
}
