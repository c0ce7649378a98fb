using System.Globalization;
using System.Xml;

namespace Proofs.Runs.Runs.Validation.Reports;

/// <summary>A file in the format of xunit v2 and v3: assemblies, collections, tests, and what went wrong beside the tests.</summary>
internal static class XunitReport
{
    private static readonly HashSet<string> NotRun = new(["Skip", "NotRun"], StringComparer.OrdinalIgnoreCase);

    /// <exception cref="XmlException">It is no XML.</exception>
    internal static TestReport Read(XmlReader xml)
    {
        int passed = 0;
        int failed = 0;
        int skipped = 0;
        int errors = 0;
        long claimedTotal = 0;
        long claimedFailed = 0;
        bool hasClaim = false;
        while (xml.ReadElement())
        {
            switch (xml.NodeType == XmlNodeType.Element ? xml.LocalName : string.Empty)
            {
                case "assembly":
                    hasClaim |= xml.GetAttribute("total") is not null;
                    claimedTotal += Number(xml, "total");
                    claimedFailed += Number(xml, "failed") + Number(xml, "errors");
                    break;
                case "test" when "Pass".Equals(xml.GetAttribute("result"), StringComparison.OrdinalIgnoreCase):
                    passed++;
                    break;
                case "test" when NotRun.Contains(xml.GetAttribute("result") ?? string.Empty):
                    skipped++;
                    break;
                case "test":
                    failed++;
                    break;
                case "error":
                    errors++;
                    break;
            }
        }

        bool isConsistent = !hasClaim || claimedTotal == passed + failed + skipped || claimedTotal == passed + failed;
        return new(passed + failed, failed + errors > 0 || claimedFailed == 0 ? failed + errors : 1, isConsistent ? null : "its assemblies claim other numbers than their tests add up to");
    }

    /// <summary>A number as claimed, 0 when it is not; one that cannot be read fits nothing.</summary>
    private static long Number(XmlReader xml, string name) =>
        xml.GetAttribute(name) is not { } text ? 0 : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : int.MaxValue;
}
