package eu.bocage.policies;

import java.util.ArrayList;
import java.util.List;

/** Gathers every reason why a policy does not permit, in the order of its conditions. One for each decision. */
final class Grounds {

    private final Moment moment;
    private final Grievance grievance;
    private final List<Reason> reasons = new ArrayList<>();
    private final List<Approval> approvals = new ArrayList<>();

    Grounds(Moment moment) {
        this.moment = moment;
        this.grievance = new Grievance(moment);
    }

    List<Reason> reasons() {
        return reasons;
    }

    /** What each college still has to give, once each. */
    List<Approval> approvals() {
        return approvals.stream().distinct().toList();
    }

    /** Of what must hold and does not. */
    void of(Node node) {
        Truth truth = node.judge(moment, false);
        if (truth.passes()) {
            return;
        }
        switch (node) {
            case Atom atom -> {
                if (truth == Truth.PENDING) {
                    approvals.addAll(atom.approvals());
                }
                reasons.addAll(grievance.of(atom, truth));
            }
            case Branch branch -> branch(branch);
            // the policy's faults say it
            case Node.Fault fault -> {
            }
        }
    }

    /** Of what must not hold and does, or may. */
    void forbidden(Branch prohibition) {
        if (!prohibition.judge(moment, true).forbids()) {
            return;
        }
        if (prohibition.nodes().isEmpty()) {
            reasons.add(new Reason("policy", "", "La règle contient une interdiction sans condition, donc tout est "
                + "refusé.", "The policy holds a prohibition without conditions, so everything is refused."));
        }
        prohibition.nodes().forEach(this::met);
    }

    private void branch(Branch branch) {
        if (branch.connective() == Connective.AND) {
            branch.nodes().forEach(this::of);
            return;
        }
        int first = reasons.size();
        branch.nodes().forEach(this::of);
        long holding = branch.nodes().stream().filter(node -> node.judge(moment, false) == Truth.TRUE).count();
        if (branch.connective() == Connective.XONE && holding > 1) {
            reasons.subList(first, reasons.size()).clear();
            branch.nodes().stream().filter(node -> node.judge(moment, false) == Truth.TRUE)
                .forEach(node -> atoms(node).forEach(atom -> reasons.add(grievance.tooMany(atom, holding))));
            return;
        }
        for (int i = first; i < reasons.size(); i++) {
            Reason reason = reasons.get(i);
            reasons.set(i, new Reason(reason.term(), reason.clause(),
                "Parmi plusieurs conditions, une doit être remplie, et celle-ci ne l'est pas. " + reason.french(),
                "One of several conditions must hold, and this one does not. " + reason.english(), reason.change()));
        }
    }

    private void met(Node node) {
        Truth truth = node.judge(moment, true);
        if (truth.forbids()) {
            switch (node) {
                case Atom atom -> reasons.add(grievance.prohibited(atom, truth));
                case Branch branch -> branch.nodes().forEach(this::met);
                case Node.Fault fault -> {
                }
            }
        }
    }

    private static List<Atom> atoms(Node node) {
        return switch (node) {
            case Atom atom -> List.of(atom);
            case Branch branch -> branch.nodes().stream().flatMap(inner -> atoms(inner).stream()).toList();
            case Node.Fault fault -> List.of();
        };
    }
}
