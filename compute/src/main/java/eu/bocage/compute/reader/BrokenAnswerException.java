package eu.bocage.compute.reader;

/** A reader said what a reader must not say. */
final class BrokenAnswerException extends Exception {

    BrokenAnswerException(String what) {
        super(what);
    }
}
