package eu.bocage.connector.answer;

import eu.bocage.compute.Answer;
import eu.bocage.compute.Card;
import eu.bocage.compute.DataVersion;
import eu.bocage.compute.Disclosure;
import eu.bocage.compute.Question;
import eu.bocage.compute.Table;

/** Works an answer out: the same arguments give the same bytes. */
interface Computing {

    /** @return canonical JSON, UTF-8 */
    byte[] answer(Question question, Card card, Table table, DataVersion version, Disclosure disclosure, byte[] seed);

    /** The one that is used. */
    static Computing real() {
        return (question, card, table, version, disclosure, seed) ->
            Answer.to(question, card, table, version, disclosure, seed).bytes();
    }
}
