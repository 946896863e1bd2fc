package eu.bocage.connector.answer;

import eu.bocage.connector.member.Tag;

/** The signed documents of a question and its answer. */
public final class Messages {

    public static final Tag REQUEST = new Tag("bocage/request/1", 64 << 10);
    public static final Tag RECEIPT = new Tag("bocage/receipt/1", 64 << 10);

    private Messages() {
    }
}
