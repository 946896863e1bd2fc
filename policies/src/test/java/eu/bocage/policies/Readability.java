package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A proxy for what an elected official without training in law or computing can read: short sentences, and no word of
 * the trade. It proves the absence of known faults, not that a text is good.
 */
final class Readability {

    static final int LONGEST_SENTENCE = 32;
    static final int LONGEST_MEAN = 24;

    private static final Pattern JARGON = Pattern.compile("(?iu)\\b(rho|zcdp|odrl|epsilon|hash\\w*|json\\w*|yaml|iri|"
        + "uri|urn|sha-256|api|rfc|sql|boolean|booléen|null|operand\\w*|opérande\\w*|operator|opérateur|constraints?|"
        + "contraintes?|gates?|scopes?|xone|noise|noisy|bruit\\w*|laplace|gauss\\w*|k-anonym\\w*|anonym\\w*|crypto\\w*|"
        + "canonical|canonique|instantiate\\w*|payload|endpoint|runtime|e\\.g\\.|i\\.e\\.|hereinafter|thereof|herein|"
        + "aforementioned|susvisée?s?|ci-après|nonobstant|whereas|subsidiarity|permission to use)\\b");
    /** An identifier as programmers write it. */
    private static final Pattern CAMEL = Pattern.compile("\\b[a-z]+[A-Z]\\w*");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|\\s*\\n\\s*|\\s*[;:]\\s+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'’.,-]*");

    /** A value that people compare, not a word. */
    private static final Pattern FINGERPRINT = Pattern.compile("sha-256:[0-9a-f]{64}");

    private Readability() {
    }

    /** Fails where a text has a sentence too long, sentences too long on the whole, or a word of the trade. */
    static void check(String name, String whole) {
        String text = FINGERPRINT.matcher(whole).replaceAll("0");
        assertThat(JARGON.matcher(text).results().map(match -> match.group()).toList()).as(name + ": " + text)
            .isEmpty();
        assertThat(CAMEL.matcher(text).results().map(match -> match.group()).toList()).as(name + ": " + text)
            .isEmpty();
        List<Integer> lengths = Arrays.stream(SENTENCE_END.split(text)).map(Readability::words)
            .filter(length -> length > 0).toList();
        assertThat(lengths).as(name + ": " + text).isNotEmpty().allMatch(length -> length <= LONGEST_SENTENCE);
        assertThat(lengths.stream().mapToInt(Integer::intValue).average().orElseThrow()).as(name + ": " + text)
            .isLessThanOrEqualTo(LONGEST_MEAN);
    }

    static void check(String name, Words words) {
        check(name + " (fr)", words.french());
        check(name + " (en)", words.english());
    }

    private static int words(String sentence) {
        return (int) WORD.matcher(sentence).results().count();
    }
}
