package org.madoguchi.reporting;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import net.sf.jasperreports.repo.InputStreamResource;
import net.sf.jasperreports.repo.RepositoryContext;
import net.sf.jasperreports.repo.RepositoryService;
import net.sf.jasperreports.repo.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Hands JasperReports the sRGB profile that PDF/A embeds. It asks for a location; a temporary file would be swept
 * away under a server that runs for months, so the profile of the Java runtime is given from memory.
 */
class ColourProfile implements RepositoryService {

    static final String LOCATION = "madoguchi:sRGB";

    private final byte[] bytes = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    @Override
    public <K extends Resource> @Nullable K getResource(String uri, Class<K> type) {
        if (!LOCATION.equals(uri) || type != InputStreamResource.class) {
            return null;
        }
        InputStreamResource profile = new InputStreamResource();
        profile.setInputStream(new ByteArrayInputStream(bytes));
        return type.cast(profile);
    }

    @Override
    public @Nullable Resource getResource(String uri) {
        return null;
    }

    @Override
    public void saveResource(String uri, Resource resource) {
        throw new UnsupportedOperationException("Nothing is stored here");
    }
}
