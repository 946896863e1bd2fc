package eu.bocage.compute.he;

import eu.bocage.compute.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Manifests as bytes: those of their statement. */
final class Manifests {

    private Manifests() {
    }

    static byte[] write(Manifest manifest) {
        return manifest.statement().bytes();
    }

    /** @throws Refusal for anything but what {@link #write} wrote */
    static Manifest read(byte[] bytes) {
        Statement statement = Statement.parse(bytes);
        try {
            List<Member> holders = new ArrayList<>();
            for (int i = 1; statement.fields().containsKey("holder." + i); i++) {
                holders.add(new Member(statement.text("holder." + i), statement.text("holder." + i + ".signs"),
                    statement.text("holder." + i + ".opens")));
            }
            Parameters parameters = new Parameters(new Parameters.Declared(statement.number("degree"),
                numbers(statement.text("primes")), numbers(statement.text("plainModuli")),
                statement.number("smudgingBits"), holders.size(), statement.number("threshold"),
                statement.number("contributors"), statement.number("openings"),
                Boolean.parseBoolean(statement.text("everyHolderMustAccept")),
                Boolean.parseBoolean(statement.text("verifiedOpening"))), statement.number("candidates"));
            Manifest manifest = new Manifest(statement.text("epoch"), parameters, holders, statement.text("charter"),
                statement.text("validTo"));
            if (!manifest.statement().equals(statement)) {
                throw new Refusal(Fault.MALFORMED);
            }
            return manifest;
        } catch (InvalidInput | IllegalArgumentException e) {
            throw new Refusal(Fault.MALFORMED);
        }
    }

    private static List<Long> numbers(String text) {
        return Stream.of(text.split(",")).map(Long::parseLong).toList();
    }
}
