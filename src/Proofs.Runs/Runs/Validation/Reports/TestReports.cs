using System.Xml;

namespace Proofs.Runs.Runs.Validation.Reports;

/// <summary>Reads TRX, JUnit and xunit files. Counts come from the results in them, never from a summary or a log.</summary>
internal static class TestReports
{
    /// <summary>The longest report that is read.</summary>
    internal const int MostCharacters = 16_000_000;

    /// <summary>How deep its elements may stand in each other.</summary>
    internal const int MostLevels = 64;

    /// <summary>Whether a file of this name may be a report.</summary>
    internal static bool MayBe(string path) => IsTrx(path) || path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a file of this name must be a report.</summary>
    internal static bool IsTrx(string path) => path.EndsWith(".trx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its name, which says what it has to be.</param>
    /// <param name="text">What it holds.</param>
    internal static ReportReading Read(string path, string text)
    {
        try
        {
            // The root is looked at first: XML of another kind may be as long as it likes.
            return Kind(path, text) is not { } read ? ReportReading.Other
                : text.Length > MostCharacters ? new(null, $"it has {text.Length} characters")
                : new(Count(text, read), null);
        }
        catch (XmlException wrong)
        {
            // The reader's way to say that it is no XML, or XML with a document type.
            return new(null, Text.Short(wrong.Message));
        }
    }

    /// <summary>Reads on to the next element that opens or closes.</summary>
    /// <exception cref="XmlException">It is no XML, or stands too deep.</exception>
    internal static bool ReadElement(this XmlReader xml)
    {
        while (xml.Read())
        {
            if (xml.Depth > MostLevels)
            {
                throw new XmlException($"Elements stand more than {MostLevels} deep in each other.");
            }

            if (xml.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How to read it by its root, or null for another kind of file. A document type is skipped unread here: many XML files that are no reports have one.</summary>
    /// <exception cref="XmlException">It is no XML, or has a name that it does not bear out.</exception>
    private static Func<XmlReader, TestReport>? Kind(string path, string text)
    {
        using XmlReader xml = Open(text, DtdProcessing.Ignore);
        xml.MoveToContent();
        return (IsTrx(path), xml.LocalName) switch
        {
            (true, "TestRun") => TrxReport.Read,
            (true, _) => throw new XmlException("its root is not TestRun"),
            (_, "testsuites" or "testsuite") => JUnitReport.Read,
            (_, "assemblies") => XunitReport.Read,

            // Other programs' files with this root have a namespace.
            (_, "assembly") when xml.NamespaceURI.Length == 0 => XunitReport.Read,
            _ => null,
        };
    }

    private static TestReport Count(string text, Func<XmlReader, TestReport> read)
    {
        using XmlReader xml = Open(text, DtdProcessing.Prohibit);
        return read(xml);
    }

    private static XmlReader Open(string text, DtdProcessing documentType) => XmlReader.Create(
        new StringReader(text.TrimStart('\uFEFF')),
        new XmlReaderSettings { DtdProcessing = documentType, XmlResolver = null, MaxCharactersInDocument = MostCharacters, IgnoreComments = true, IgnoreProcessingInstructions = true });
}
