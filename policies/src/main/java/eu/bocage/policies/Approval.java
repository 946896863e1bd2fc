package eu.bocage.policies;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one college has to give: enough votes, and enough of <em>all</em> its members for it, whether they vote or not,
 * so that a vote against which nobody shows never makes an approval. Written as {@code research:3:51:14} in a policy.
 *
 * @param college         an identifier
 * @param quorum          the least number of votes for or against, from 1 to 9 999
 * @param majorityPercent the least share of the college's members that is for, in percent from 1 to 100
 * @param days            how long votes are taken from the opening on, from 1 to 365; what is not given then is refused
 */
public record Approval(String college, int quorum, int majorityPercent, int days) {

    private static final int MOST_DAYS = 365;
    private static final Pattern TEXT =
        Pattern.compile("([a-z0-9][a-z0-9-]{0,62}):([1-9][0-9]{0,3}):([1-9][0-9]?|100):([1-9][0-9]{0,2})");

    public Approval {
        if (!ValueType.IDENTIFIER.accepts(college) || quorum < 1 || quorum > 9_999 || majorityPercent < 1
            || majorityPercent > 100 || days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("no approval: " + Quoted.plain(college) + ":" + quorum + ":"
                + majorityPercent + ":" + days);
        }
    }

    /** Reads {@link #text}, in this spelling only. */
    public static Optional<Approval> of(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches() && Integer.parseInt(matcher.group(4)) <= MOST_DAYS
            ? Optional.of(new Approval(matcher.group(1), Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)), Integer.parseInt(matcher.group(4))))
            : Optional.empty();
    }

    /** As {@code research:3:51:14}. */
    public String text() {
        return college + ":" + quorum + ":" + majorityPercent + ":" + days;
    }

    /** Whether the votes suffice. */
    public boolean given(Tally.Votes votes) {
        long cast = (long) votes.yes() + votes.no();
        return cast >= quorum && votes.yes() * 100L >= (long) majorityPercent * votes.members();
    }
}
