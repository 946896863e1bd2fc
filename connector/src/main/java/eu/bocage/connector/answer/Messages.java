package eu.bocage.connector.answer;

import eu.bocage.connector.member.Tag;

/** The signed documents of a question and its answer. */
public final class Messages {

    public static final Tag REQUEST = new Tag("bocage/request/1", 64 << 10);
    /** As {@link #REQUEST}, and never taken for one: to be told what a question would cost is not to ask it. */
    public static final Tag PREVIEW = new Tag("bocage/preview/1", 64 << 10);
    public static final Tag RECEIPT = new Tag("bocage/receipt/1", 64 << 10);

    private Messages() {
    }
}
