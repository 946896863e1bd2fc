import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;

/** A table that a participant publishes under a card, in place. */
record Publication(Participant owner, Path data, Path card, String dataset) {

    /** Publishes unless the same file under the same card was published last. @return whether it was published now */
    boolean publish(Path work, CommandLine bocage, Say say, Report report) {
        try {
            Path mark = work.resolve("published-" + owner.name() + "-" + dataset);
            String fingerprint = fingerprint();
            if (Files.exists(mark) && Files.readString(mark).equals(fingerprint)) {
                say.line("  " + dataset + " : publié par une exécution précédente",
                    "  " + dataset + ": published by an earlier run");
                return report.reused("publish-" + dataset);
            }
            CommandLine.Outcome outcome = report.step("publish-" + dataset, () ->
                bocage.expect(owner, "dataset", "publish", data.toString(), "--card", card.toString()));
            Files.writeString(mark, fingerprint);
            say.line("  " + owner.name() + " publie " + dataset + " en " + say.seconds(outcome.millis()),
                "  " + owner.name() + " publishes " + dataset + " in " + say.seconds(outcome.millis()));
            return true;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    /** Of the card's bytes and the file's path, length and time. */
    private String fingerprint() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(card));
            digest.update((data + "|" + Files.size(data) + "|" + Files.getLastModifiedTime(data))
                .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
