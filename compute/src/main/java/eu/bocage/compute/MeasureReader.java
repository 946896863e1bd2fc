package eu.bocage.compute;

/** Turns the text of a measure into steps, rounding where the card says so. */
final class MeasureReader {

    private final Measure measure;
    private final StepReader reader;
    private final Rules rules;
    private final boolean rounds;
    private boolean rounded;

    MeasureReader(Measure measure, Rules rules) {
        this.measure = measure;
        this.reader = new StepReader(measure);
        this.rules = rules;
        this.rounds = rules.of(Trouble.OFF_GRID) instanceof Remedy.RoundToStep;
    }

    String column() {
        return measure.column();
    }

    Rules rules() {
        return rules;
    }

    /** The steps, or what is wrong with them by {@link StepReader}. */
    long steps(char[] text, int offset, int length) {
        long steps = reader.steps(text, offset, length);
        rounded = rounds && steps == StepReader.OFF_GRID;
        return rounded ? reader.rounded(text, offset, length) : steps;
    }

    /** Whether the last value had to be rounded. */
    boolean rounded() {
        return rounded;
    }

    /** What takes the place of a wrong value; a wrong one again where the row goes. */
    long settled(long wrong, Remedy remedy) {
        return switch (remedy) {
            case Remedy.Clamp _ -> reader.clamped(wrong);
            case Remedy.Use(String value) -> reader.steps(value.toCharArray(), 0, value.length());
            case Remedy.RefuseFile _, Remedy.RefuseRow _, Remedy.RoundToStep _ -> wrong;
        };
    }

    void explain(long wrong, long line, Faults faults) {
        reader.explain(wrong, line, faults);
    }
}
