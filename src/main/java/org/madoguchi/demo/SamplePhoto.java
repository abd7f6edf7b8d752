package org.madoguchi.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Drawn faces, plainly not of anybody. */
final class SamplePhoto {

    private static final int WIDTH = 600;
    private static final int HEIGHT = 771;
    private static final Color[] CLOTHES = {new Color(0x26406b), new Color(0x5b6b2f), new Color(0x7a3b3b), new Color(0x3d3d46),
            new Color(0x2f6b66), new Color(0x6b4a26)};

    private static final int FACES = 6;
    private static final byte[][] DRAWN = new byte[FACES][];

    private SamplePhoto() {}

    /** The face with this number; there are a few, and each is drawn once. */
    static synchronized byte[] of(int seq) {
        int face = seq % FACES;
        if (DRAWN[face] == null) {
            DRAWN[face] = draw(face);
        }
        return DRAWN[face];
    }

    private static byte[] draw(int variant) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(new Color(0xdfe7ee));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        var random = new Random(variant);
        // A little grain, so that the picture is no flatter than a photograph.
        for (int i = 0; i < 60_000; i++) {
            int shade = 205 + random.nextInt(40);
            image.setRGB(random.nextInt(WIDTH), random.nextInt(HEIGHT), new Color(shade, shade, shade).getRGB());
        }
        g.setColor(CLOTHES[variant % CLOTHES.length]);
        g.fill(new Ellipse2D.Double(70, 590, 460, 420));
        g.setColor(new Color(0xe6bf9f));
        g.fillRect(255, 510, 90, 120);
        g.fill(new Ellipse2D.Double(170, 190, 260, 370));
        g.setColor(new Color(0x241c17));
        g.fill(new Arc2D.Double(158, 150, 284, 300, 0, 180, Arc2D.CHORD));
        g.fill(new Ellipse2D.Double(228, 350, 34, 18));
        g.fill(new Ellipse2D.Double(338, 350, 34, 18));
        g.setStroke(new BasicStroke(6));
        g.drawLine(222, 322, 268, 318);
        g.drawLine(332, 318, 378, 322);
        g.setColor(new Color(0xb5836a));
        g.drawLine(300, 370, 292, 430);
        g.drawLine(292, 430, 308, 432);
        g.setColor(new Color(0xa14f4f));
        g.draw(new Arc2D.Double(255, 440, 90, 50, 200, 140, Arc2D.OPEN));
        g.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
