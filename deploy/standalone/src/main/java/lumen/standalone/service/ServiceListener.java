package lumen.standalone.service;

/** Is told about the life of services, from threads of their own. */
public interface ServiceListener {
    /**
     * Something happened that a person would want to know.
     *
     * @param line what, in words
     */
    void announce(String line);

    /** The service died and runs again, as another process. */
    void restarted(ServiceProcess service);

    /** The service died too often and is not started again. */
    void givenUp(ServiceProcess service);
}
