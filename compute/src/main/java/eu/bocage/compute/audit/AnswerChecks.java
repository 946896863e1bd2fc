package eu.bocage.compute.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import eu.bocage.compute.Card;
import eu.bocage.compute.DataVersion;
import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.MadeRows;
import eu.bocage.compute.Question;
import eu.bocage.compute.Table;
import eu.bocage.compute.UnsafeAuditSeam;
import eu.bocage.compute.UnsafeAuditSeam.Answered;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Looks at the bytes of answers about every measure, as whoever asked would. */
final class AnswerChecks {

    static final DataVersion VERSION = new DataVersion("0".repeat(32), "sha-256:0", "0");

    private static final int ANSWERS = 30;
    private static final ObjectMapper JSON = JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final List<String> POISON = List.of("NaN", "nan", "Infinity", "-Infinity", "1e308", "-1e308",
        "1e-320", "9223372036854775807", "-9223372036854775808", "9007199254740993", "-0.0", "", "null", "0x10",
        "1 000", "abc");

    private final SecureRandom random = new SecureRandom();
    private final Card card;
    private final MadeRows made;
    private final List<Subject> subjects;

    AnswerChecks(Card card, MadeRows made, Subject.Maker maker) {
        this.card = card;
        this.made = made;
        this.subjects = made.adding().stream()
            .map(question -> maker.of(Question.read(question, card, MadeRows.MICRO_RHO), card)).toList();
    }

    /** Every published figure is a whole multiple of its declared step: floating noise is not (Mironov 2012). */
    Verdict grid() {
        Map<String, String> steps = UnsafeAuditSeam.grid(card);
        Table table = made.table(made.ordinary(made.cells()));
        int looked = 0;
        for (int i = 0; i < ANSWERS * subjects.size(); i++) {
            JsonNode answer = read(subjects.get(i % subjects.size()).answer(table, VERSION, seed()).json());
            for (JsonNode cell : answer.get("cells")) {
                for (int m = 0; m < answer.get("measures").size(); m++) {
                    BigDecimal step = new BigDecimal(steps.getOrDefault(
                        answer.get("measures").get(m).path("measure").asText(), "1"));
                    BigDecimal value = cell.get("values").get(m).get("value").decimalValue();
                    looked++;
                    if (value.remainder(step).signum() != 0) {
                        return Verdict.failed("Un chiffre publié, " + value + ", n'est pas un multiple du pas déclaré, "
                            + step.toPlainString() + ".", "A published figure, " + value
                            + ", is no multiple of the declared step, " + step.toPlainString() + ".");
                    }
                }
            }
        }
        return Verdict.passed(looked + " chiffres publiés, tous multiples du pas déclaré.",
            looked + " published figures, all multiples of the declared step.");
    }

    /** Rows in another order give the same bytes under the same seed: sums that round do not (Casacuberta 2022). */
    Verdict permutation() {
        List<String> lines = MechanismChecks.joined(made.ordinary(made.cells()), made.greedy("greedy"));
        for (Subject subject : subjects) {
            byte[] seed = seed();
            String first = subject.answer(subject.table(made, lines), VERSION, seed).json();
            for (int i = 0; i < 4; i++) {
                Collections.shuffle(lines, new Random(i));
                if (!subject.answer(subject.table(made, lines), VERSION, seed).json().equals(first)) {
                    return Verdict.failed("Les mêmes lignes dans un autre ordre donnent une autre réponse.",
                        "The same rows in another order give another answer.");
                }
            }
        }
        return Verdict.passed("Quatre autres ordres de " + lines.size() + " lignes donnent la même réponse, octet pour"
            + " octet.", "Four other orders of " + lines.size() + " rows give the same answer, byte for byte.");
    }

    /** Abnormal values are dealt with when rows are read, or change an answer no more than a unit may. */
    Verdict poison() {
        int refused = 0;
        for (Subject subject : subjects) {
            Table without = made.table(made.ordinary(made.cells()));
            byte[] seed = seed();
            Answered normal = subject.answer(without, VERSION, seed);
            refused = 0;
            for (String text : POISON) {
                Table with;
                try {
                    with = subject.table(made, MechanismChecks.joined(made.ordinary(made.cells()),
                        List.of(made.poisoned(text))));
                } catch (InvalidInput e) {
                    refused++;
                    continue;
                }
                Optional<Verdict> fault = poisoned(subject, with, normal, text, seed);
                if (fault.isPresent()) {
                    return fault.get();
                }
            }
        }
        return Verdict.passed(POISON.size() + " valeurs anormales : " + refused + " refusées à la lecture du fichier,"
                + " avant toute question ; les autres ne changent ni la forme de la réponse ni ses bornes.",
            POISON.size() + " abnormal values: " + refused + " refused when the file is read, before any question;"
                + " the others change neither the form of the answer nor its bounds.");
    }

    private static Optional<Verdict> poisoned(Subject subject, Table with, Answered normal, String text, byte[] seed) {
        Answered poisoned;
        try {
            poisoned = subject.answer(with, VERSION, seed);
        } catch (RuntimeException e) {
            return Optional.of(Verdict.failed("La valeur « " + text + " » dans une seule ligne fait échouer la"
                + " réponse.",
                "The value \"" + text + "\" in a single row makes the answer fail."));
        }
        if (!shape(read(poisoned.json())).equals(shape(read(normal.json())))) {
            return Optional.of(Verdict.failed("La valeur « " + text + " » change la forme de la réponse.",
                "The value \"" + text + "\" changes the form of the answer."));
        }
        for (int p = 0; p < normal.passes().size(); p++) {
            if (Recorded.used(normal.passes().get(p), poisoned.passes().get(p)) > 1 + 1e-9) {
                return Optional.of(Verdict.failed("La valeur « " + text + " » change la réponse plus qu'une unité ne"
                    + " peut.", "The value \"" + text + "\" changes the answer by more than a unit may."));
            }
        }
        return Optional.empty();
    }

    /** All of a document but its numbers. */
    private static String shape(JsonNode node) {
        StringBuilder shape = new StringBuilder();
        if (node.isObject()) {
            node.properties().forEach(field -> shape.append(field.getKey()).append(':')
                .append(shape(field.getValue())).append(','));
            return "{" + shape + "}";
        }
        if (node.isArray()) {
            node.forEach(one -> shape.append(shape(one)).append(','));
            return "[" + shape + "]";
        }
        return node.isNumber() ? "#" : node.toString();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is not JSON", e);
        }
    }

    private byte[] seed() {
        byte[] seed = new byte[32];
        random.nextBytes(seed);
        return seed;
    }
}
