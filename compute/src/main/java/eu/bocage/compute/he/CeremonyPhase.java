package eu.bocage.compute.he;

/** The rounds of a {@link KeyCeremony}, each with the kind of its messages. */
enum CeremonyPhase {

    SEED_COMMITMENT("seed-commitment"), SEED("seed"), CANDIDATES("candidates"), COIN("coin"), DEALING("dealing"),
    VERDICT(CollectiveKey.CONFIRMED), ANSWERS("answer"), AUDIT("audit"), DONE("");

    static final String COMPLAINT = "complaint";

    private final String kind;

    CeremonyPhase(String kind) {
        this.kind = kind;
    }

    String kind() {
        return kind;
    }

    /** Whether all holders speak in it. */
    boolean everyoneSpeaks() {
        return this != ANSWERS && this != DONE;
    }

    /** The last phase before in which all spoke. */
    CeremonyPhase before() {
        return this == AUDIT ? VERDICT : values()[ordinal() - 1];
    }

    CeremonyPhase next() {
        return values()[ordinal() + 1];
    }

    /** One slot for each phase and sender: a verdict is a confirmation or a complaint, not both. */
    static String slot(String kind, int sender) {
        String phased = kind.equals(COMPLAINT) ? VERDICT.kind : kind;
        for (CeremonyPhase phase : values()) {
            if (phase != DONE && phase.kind.equals(phased)) {
                return phased + "/" + sender;
            }
        }
        throw new Refusal(Fault.MALFORMED);
    }

    String slot(int sender) {
        return kind + "/" + sender;
    }
}
