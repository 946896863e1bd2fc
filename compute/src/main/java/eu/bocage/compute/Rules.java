package eu.bocage.compute;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What a card says of the values of one column that are not taken as they stand; else the file is refused. */
record Rules(Map<Trouble, Remedy> remedies) {

    static final Rules NONE = new Rules(Map.of());

    private static final String FIELD = "intake";

    Remedy of(Trouble trouble) {
        return remedies.getOrDefault(trouble, new Remedy.RefuseFile());
    }

    /** Of a measure. */
    static Rules ofMeasure(Fields measure, BigDecimal step, Optional<Long> min, Optional<Long> max) {
        return read(measure, FIELD, List.of(Trouble.EMPTY, Trouble.NAN, Trouble.INFINITE, Trouble.UNREADABLE,
            Trouble.OFF_GRID, Trouble.OUT_OF_RANGE), value -> value.isNumber()
                && value.decimalValue().abs().compareTo(BigDecimal.valueOf(Measure.MAX_STEPS).multiply(step)) <= 0
                && value.decimalValue().scale() <= 40 && value.decimalValue().remainder(step).signum() == 0
                && min.isPresent() && value.decimalValue().compareTo(step.multiply(BigDecimal.valueOf(min.get()))) >= 0
                && max.isPresent() && value.decimalValue().compareTo(step.multiply(BigDecimal.valueOf(max.get()))) <= 0,
            "un nombre entre les bornes, multiple du pas", "a number between the bounds, a multiple of the step");
    }

    /** Of a key or place. @param known whether a text is one of its values */
    static Rules ofKey(Fields key, Predicate<String> known) {
        return read(key, FIELD, List.of(Trouble.EMPTY, Trouble.UNLISTED),
            value -> value.isTextual() && known.test(value.textValue()), "une valeur de la fiche, entre guillemets",
            "a value of the card, in quotes");
    }

    /** Of the unit: rows without a good name, or more of a unit than {@link Card#unitRows}. */
    static Rules ofUnit(Fields card) {
        return read(card, "unitIntake", List.of(Trouble.EMPTY, Trouble.UNREADABLE, Trouble.TOO_MANY), value -> false,
            "refuseRow ou refuseFile", "refuseRow or refuseFile");
    }

    private static Rules read(Fields owner, String field, List<Trouble> troubles, Predicate<JsonNode> usable,
                              String frenchUse, String englishUse) {
        if (!owner.has(field)) {
            return NONE;
        }
        Fields fields = owner.object(field);
        Map<Trouble, Remedy> remedies = new EnumMap<>(Trouble.class);
        for (Trouble trouble : troubles) {
            if (fields.has(trouble.text())) {
                JsonNode value = fields.node(trouble.text());
                remedy(trouble, value, usable).ifPresentOrElse(remedy -> remedies.put(trouble, remedy), () ->
                    fields.problem(trouble.text(), "n'est ni refuseRow, ni refuseFile" + clamp(trouble, " ni ")
                        + ", ni use: " + frenchUse, "is none of refuseRow, refuseFile" + clamp(trouble, ", ")
                        + ", use: " + englishUse));
            }
        }
        fields.end();
        return new Rules(Map.copyOf(remedies));
    }

    private static String clamp(Trouble trouble, String comma) {
        return switch (trouble) {
            case OUT_OF_RANGE, INFINITE -> comma + "clamp";
            case OFF_GRID -> comma + "round";
            case EMPTY, NAN, UNREADABLE, UNLISTED, TOO_MANY -> "";
        };
    }

    private static Optional<Remedy> remedy(Trouble trouble, JsonNode value, Predicate<JsonNode> usable) {
        if (value.isObject() && value.size() == 1 && value.has("use") && usable.test(value.get("use"))) {
            JsonNode use = value.get("use");
            return Optional.of(new Remedy.Use(use.isTextual() ? use.textValue() : use.decimalValue().toPlainString()));
        }
        return switch (value.asText()) {
            case "refuseFile" -> Optional.of(new Remedy.RefuseFile());
            case "refuseRow" -> Optional.of(new Remedy.RefuseRow());
            case "clamp" -> clamp(trouble, "").equals("clamp") ? Optional.of(new Remedy.Clamp()) : Optional.empty();
            case "round" -> trouble == Trouble.OFF_GRID ? Optional.of(new Remedy.RoundToStep()) : Optional.empty();
            default -> Optional.empty();
        };
    }
}
