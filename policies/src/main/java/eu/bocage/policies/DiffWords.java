package eu.bocage.policies;

import java.util.ArrayList;
import java.util.List;

/** The difference between two charters in plain words: what gets looser first, for it is what people should see. */
final class DiffWords {

    private final Lines lines = new Lines();

    private DiffWords() {
    }

    static Words of(CharterDiff diff) {
        DiffWords words = new DiffWords();
        words.text(diff);
        return words.lines.words();
    }

    private void text(CharterDiff diff) {
        lines.add(0, "De " + Quoted.french(diff.before().title().french()) + ", version " + diff.before().version()
            + ", à " + Quoted.french(diff.after().title().french()) + ", version " + diff.after().version() + " :",
            "From " + Quoted.english(diff.before().title().english()) + ", version " + diff.before().version() + ", to "
                + Quoted.english(diff.after().title().english()) + ", version " + diff.after().version() + ":");
        if (diff.changes().isEmpty()) {
            lines.add(1, "Rien ne change.", "Nothing changes.");
        }
        for (Change.Direction direction : Change.Direction.values()) {
            List<Change> changes = diff.changes().stream().filter(change -> change.direction() == direction).toList();
            if (!changes.isEmpty()) {
                lines.add(0, switch (direction) {
                    case LOOSER -> new Words("Plus souple :", "Looser:");
                    case TIGHTER -> new Words("Plus strict :", "Tighter:");
                    case OTHER -> new Words("Autrement :", "Otherwise:");
                });
                changes.forEach(this::change);
            }
        }
    }

    private void change(Change change) {
        switch (change) {
            case Change.Setting setting -> setting(setting);
            case Change.ClauseAdded(Clause clause) -> lines.add(1, "Clause nouvelle, " + french(clause),
                "New clause, " + english(clause));
            case Change.ClauseRemoved(Clause clause) -> lines.add(1, "Clause retirée, " + french(clause),
                "Clause removed, " + english(clause));
            case Change.ClauseChanged(Clause before, Clause after) -> changed(before, after);
        }
    }

    private void setting(Change.Setting setting) {
        String name = setting.name().french() + " : ";
        String nameEnglish = setting.name().english() + ": ";
        if (setting.before().isEmpty()) {
            lines.add(1, name + "nouveau, " + bare(setting.after().orElseThrow().french()) + ".",
                nameEnglish + "new, " + bare(setting.after().orElseThrow().english()) + ".");
        } else if (setting.after().isEmpty()) {
            lines.add(1, name + "supprimé, c'était " + bare(setting.before().get().french()) + ".",
                nameEnglish + "removed, it was " + bare(setting.before().get().english()) + ".");
        } else {
            lines.add(1, name + "c'était " + bare(setting.before().get().french()) + ", ce sera "
                + bare(setting.after().get().french()) + ".",
                nameEnglish + "it was " + bare(setting.before().get().english()) + ", it will be "
                    + bare(setting.after().get().english()) + ".");
        }
    }

    private void changed(Clause before, Clause after) {
        List<String> french = new ArrayList<>();
        List<String> english = new ArrayList<>();
        if (before.status() != after.status()) {
            french.add(status(before.status()).french() + ", elle devient " + status(after.status()).french());
            english.add(status(before.status()).english() + ", it becomes " + status(after.status()).english());
        }
        if (!before.title().equals(after.title())) {
            french.add("titre nouveau");
            english.add("new title");
        }
        if (!before.text().equals(after.text())) {
            french.add("texte nouveau");
            english.add("new text");
        }
        if (!before.terms().equals(after.terms())) {
            french.add("conditions vérifiées différentes");
            english.add("other conditions checked");
        }
        lines.add(1, "Clause modifiée, " + french(after), "Clause changed, " + english(after));
        lines.add(2, String.join(" ; ", french) + ".", String.join("; ", english) + ".");
    }

    private static String french(Clause clause) {
        return clause.id() + " : " + clause.title().french() + ".";
    }

    private static String english(Clause clause) {
        return clause.id() + ": " + clause.title().english() + ".";
    }

    private static Words status(Clause.Status status) {
        return switch (status) {
            case ENFORCED -> new Words("vérifiée par les nœuds", "checked by nodes");
            case ATTESTED -> new Words("promise par les signataires", "promised by those who sign");
            case NOT_ENFORCEABLE -> new Words("confiée aux personnes", "left to people");
        };
    }

    /** Within a sentence of ours, another ends without its full stop. */
    private static String bare(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
