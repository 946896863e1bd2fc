package eu.bocage.compute.he;

/** SEAL refused or failed. The instance is gone; nothing that it held is used again. */
public final class SealFailure extends RuntimeException {

    SealFailure(String message) {
        super(message);
    }

    SealFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
