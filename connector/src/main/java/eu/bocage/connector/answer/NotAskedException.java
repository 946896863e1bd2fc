package eu.bocage.connector.answer;

import eu.bocage.connector.agreement.Dataspace.DataspaceException;

/** Ends an attempt to ask, with what a person is told. */
final class NotAskedException extends RuntimeException {

    private final transient Asking.Asked.Refused refused;

    NotAskedException(String code, String french, String english) {
        super(english, null, false, false);
        this.refused = new Asking.Asked.Refused(code, french, english);
    }

    static NotAskedException of(DataspaceException e) {
        return new NotAskedException(switch (e.kind()) {
            case REFUSED -> "policy";
            case UNREACHABLE -> "unreachable";
        }, e.french(), e.getMessage());
    }

    Asking.Asked.Refused refused() {
        return refused;
    }
}
