package eu.bocage.compute.he;

final class NativeSeal extends EngineSeal {
    NativeSeal(PlainModulus modulus) { super("native SEAL", modulus); }
    @Override
    Engine start() { throw new UnsupportedOperationException(); }
}
