package io.hostport4j.core;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads implementations; a broken one is left out with a warning and never breaks the others. */
final class Services {
    private Services() {}

    static <S> List<S> load(Class<S> service) {
        List<S> found = new ArrayList<>();
        Iterator<S> iterator = ServiceLoader.load(service, Services.class.getClassLoader()).iterator();
        while (true) {
            try {
                if (!iterator.hasNext()) {
                    return found;
                }
                found.add(iterator.next());
            } catch (ServiceConfigurationError e) {
                log().warn("an implementation of {} cannot be loaded and is left out: {}", service.getSimpleName(), e.getMessage());
            }
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(Services.class);
    }
}
