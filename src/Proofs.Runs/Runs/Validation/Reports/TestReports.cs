using System.Xml;

namespace Proofs.Runs.Runs.Validation.Reports;

/// <summary>Reads TRX and JUnit files. Counts come from the results in them, never from a summary or a log.</summary>
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
        bool isReport = IsTrx(path);
        if (text.Length > MostCharacters)
        {
            return new(null, $"it has {text.Length} characters", isReport);
        }

        try
        {
            string root = Root(text);
            isReport |= root is "testsuites" or "testsuite";
            return (IsTrx(path), root) switch
            {
                (true, "TestRun") => new(Count(text, TrxReport.Read), null, isReport),
                (true, _) => new(null, "its root is not TestRun", isReport),
                (false, _) => isReport ? new(Count(text, JUnitReport.Read), null, isReport) : ReportReading.Other,
            };
        }
        catch (XmlException wrong)
        {
            // The reader's way to say that it is no XML, or XML with a document type.
            return new(null, Text.Short(wrong.Message), isReport);
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

    /// <summary>The root's name. A document type is skipped unread here: many XML files that are no reports have one.</summary>
    private static string Root(string text)
    {
        using XmlReader xml = Open(text, DtdProcessing.Ignore);
        xml.MoveToContent();
        return xml.LocalName;
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
