package eu.bocage.compute.audit;

import eu.bocage.compute.Card;
import eu.bocage.compute.DataVersion;
import eu.bocage.compute.MadeRows;
import eu.bocage.compute.PrivacyLoss;
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

    /** Which cells of private keys are told when every draw of noise is this very number. */
    UnsafeAuditSeam.Told told(Table table, DataVersion version, long draw);

    /** What an answer is debited. */
    PrivacyLoss debited();

    /** Reads rows as those of a dataset are read. @throws eu.bocage.compute.InvalidInput when they are refused */
    default Table table(MadeRows made, List<String> lines) {
        return made.table(lines);
    }

    /** One for each question. */
    interface Maker {
        Subject of(Question question, Card card);
    }

    /** What nodes run. */
    static Subject real(Question question, Card card) {
        return of(question, UnsafeAuditSeam.of(question, card));
    }

    /** @param seam nothing but made-up rows is given to it */
    static Subject of(Question question, UnsafeAuditSeam seam) {
        return new Subject() {

            @Override
            public List<UnsafeAuditSeam.Pass> release(Table table, byte[] seed) {
                return seam.release(table, seed);
            }

            @Override
            public UnsafeAuditSeam.Answered answer(Table table, DataVersion version, byte[] seed) {
                return seam.answer(table, version, seed);
            }

            @Override
            public UnsafeAuditSeam.Told told(Table table, DataVersion version, long draw) {
                return seam.told(table, version, draw);
            }

            @Override
            public PrivacyLoss debited() {
                return question.loss();
            }
        };
    }
}
