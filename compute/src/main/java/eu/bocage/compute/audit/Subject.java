package eu.bocage.compute.audit;

import eu.bocage.compute.Card;
import eu.bocage.compute.DataVersion;
import eu.bocage.compute.Question;
import eu.bocage.compute.Table;
import eu.bocage.compute.UnsafeAuditSeam;
import java.util.List;

/** What is audited: whatever answers one question over rows, all its random choices following from a seed. */
public interface Subject {

    /** What every mechanism was given and gave. */
    List<UnsafeAuditSeam.Pass> release(Table table, byte[] seed);

    /** The bytes of an answer, with what went into it. */
    UnsafeAuditSeam.Answered answer(Table table, DataVersion version, byte[] seed);

    /** One for each question. */
    interface Maker {
        Subject of(Question question, Card card);
    }

    /** What nodes run. */
    static Subject real(Question question, Card card) {
        return of(UnsafeAuditSeam.of(question, card));
    }

    /** @param seam nothing but made-up rows is given to it */
    static Subject of(UnsafeAuditSeam seam) {
        return new Subject() {

            @Override
            public List<UnsafeAuditSeam.Pass> release(Table table, byte[] seed) {
                return seam.release(table, seed);
            }

            @Override
            public UnsafeAuditSeam.Answered answer(Table table, DataVersion version, byte[] seed) {
                return seam.answer(table, version, seed);
            }
        };
    }
}
