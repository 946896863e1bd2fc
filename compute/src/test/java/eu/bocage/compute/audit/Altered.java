package eu.bocage.compute.audit;

import eu.bocage.compute.DataVersion;
import eu.bocage.compute.MadeRows;
import eu.bocage.compute.PrivacyLoss;
import eu.bocage.compute.Table;
import eu.bocage.compute.UnsafeAuditSeam.Answered;
import eu.bocage.compute.UnsafeAuditSeam.Pass;
import eu.bocage.compute.UnsafeAuditSeam.Told;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What nodes run, with one thing changed by whoever extends it; it knows the lines of each table as they came. */
class Altered implements Subject {

    private final Subject sound;
    private final Map<Table, List<String>> files = new IdentityHashMap<>();

    Altered(Subject sound) {
        this.sound = sound;
    }

    /** As the file had them; empty for a table that was not read by this subject. */
    List<String> lines(Table table) {
        return files.getOrDefault(table, List.of());
    }

    @Override
    public List<Pass> release(Table table, byte[] seed) {
        return sound.release(table, seed);
    }

    @Override
    public Answered answer(Table table, DataVersion version, byte[] seed) {
        return sound.answer(table, version, seed);
    }

    @Override
    public Told told(Table table, DataVersion version, long draw) {
        return sound.told(table, version, draw);
    }

    @Override
    public PrivacyLoss debited() {
        return sound.debited();
    }

    @Override
    public Table table(MadeRows made, List<String> lines) {
        Table table = sound.table(made, lines);
        files.put(table, List.copyOf(lines));
        return table;
    }
}
