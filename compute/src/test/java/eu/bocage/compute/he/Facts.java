package eu.bocage.compute.he;

/** What a node knows by itself: the day, the charter in force, and whether it permits a job and has the agreements. */
record Facts(String today, boolean permits, boolean agreed) implements Gate {

    @Override
    public boolean trusts(Manifest manifest) {
        return manifest.charter().equals("charter") && manifest.validTo().compareTo(today) >= 0;
    }

    @Override
    public boolean permits(Job job) {
        return permits;
    }

    @Override
    public boolean agreed(Job job, Statement contribution) {
        return agreed;
    }
}
