package eu.bocage.connector.edc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import eu.bocage.policies.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A refusal by policy as one line that survives EDC's error messages, which are quoted into one another: words for
 * whoever reads it, then the same reasons in a form that no quoting changes, for a node of this kind to read back.
 */
final class RefusalText {

    private static final ObjectMapper JSON = new JsonMapper();
    private static final int MAX_REASONS = 64;
    private static final int MAX_WORDS = 2000;
    private static final Pattern MARK = Pattern.compile("\\[reasons:([A-Za-z0-9_-]{4,20000})]");

    private RefusalText() {
    }

    static String write(List<Reason> reasons) {
        try {
            String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(reasons));
            return "Refused by policy: " + words(reasons, Reason::english) + " / Refusé par la politique : "
                + words(reasons, Reason::french) + " [reasons:" + encoded + "]";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reasons are texts", e);
        }
    }

    /** The reasons in a message that somebody sent, or none. */
    static Optional<List<Reason>> read(String text) {
        Matcher mark = MARK.matcher(text);
        if (!mark.find()) {
            return Optional.empty();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(mark.group(1));
            Reason[] reasons = JSON.readValue(new String(json, StandardCharsets.UTF_8), Reason[].class);
            return Optional.of(Arrays.stream(reasons).limit(MAX_REASONS).toList());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String words(List<Reason> reasons, Function<Reason, String> language) {
        String words = reasons.stream().map(language).collect(Collectors.joining(" ; "));
        return words.length() <= MAX_WORDS ? words : words.substring(0, MAX_WORDS) + "…";
    }
}
