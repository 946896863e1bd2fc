package eu.bocage.policies;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What a charter puts to a committee, in plain words. */
final class CommitteeWords {

    private CommitteeWords() {
    }

    static Words of(Set<CharterTerms.Committee> committees) {
        if (committees.isEmpty()) {
            return new Words("aucun", "none");
        }
        List<Words> each = committees.stream().map(CommitteeWords::of)
            .sorted(Comparator.comparing(Words::english)).toList();
        return new Words(String.join(" ; ", each.stream().map(Words::french).toList()),
            String.join("; ", each.stream().map(Words::english).toList()));
    }

    private static Words of(CharterTerms.Committee committee) {
        List<String> french = new ArrayList<>();
        List<String> english = new ArrayList<>();
        committee.purposes().stream().sorted().forEach(purpose -> {
            french.add("pour " + Quoted.french(purpose));
            english.add("for " + Quoted.english(purpose));
        });
        committee.measures().stream().sorted().forEach(measure -> {
            french.add("sur " + Quoted.french(measure));
            english.add("about " + Quoted.english(measure));
        });
        if (french.isEmpty()) {
            french.add("toute question");
            english.add("every question");
        }
        List<Words> colleges = committee.colleges().stream().map(ConditionWords::approval).toList();
        return new Words(String.join(" ou ", french) + " ; " + String.join(" ; ",
            colleges.stream().map(Words::french).toList()),
            String.join(" or ", english) + "; " + String.join("; ", colleges.stream().map(Words::english).toList()));
    }
}
