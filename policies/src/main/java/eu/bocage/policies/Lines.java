package eu.bocage.policies;

/** Lines of text in both languages at once, bullets indented by two spaces a level. */
final class Lines {

    private final StringBuilder french = new StringBuilder();
    private final StringBuilder english = new StringBuilder();

    /** @param depth 0 for a line without a bullet */
    void add(int depth, String frenchLine, String englishLine) {
        String indent = depth == 0 ? "" : "  ".repeat(depth - 1) + "- ";
        french.append(french.isEmpty() ? "" : "\n").append(indent).append(frenchLine);
        english.append(english.isEmpty() ? "" : "\n").append(indent).append(englishLine);
    }

    void add(int depth, Words line) {
        add(depth, line.french(), line.english());
    }

    Words words() {
        return new Words(french.toString(), english.toString());
    }
}
