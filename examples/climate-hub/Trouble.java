/** The run cannot go on; both texts say what is wrong and what to do, {@code exit} is the code that it ends with. */
final class Trouble extends RuntimeException {

    static final int UNEXPECTED = 1;
    static final int USAGE = 2;
    static final int SETUP = 5;

    private static final long serialVersionUID = 1;

    private final String french;
    private final int exit;

    Trouble(int exit, String french, String english) {
        super(english);
        this.french = french;
        this.exit = exit;
    }

    String french() {
        return french;
    }

    String english() {
        return getMessage();
    }

    int exit() {
        return exit;
    }
}
