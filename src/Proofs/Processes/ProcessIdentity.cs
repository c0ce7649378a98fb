using System.Globalization;
using System.Text;

namespace Proofs.Processes;

/// <summary>
/// Which process: its number alone is given to another one some day, but no two processes of a machine have number, time and boot in common.
/// Source: proc(5), <c>/proc/PID/stat</c>, field 22.
/// </summary>
/// <param name="Pid">Its number.</param>
/// <param name="StartTicks">When it was started, in hundredths of a second since the machine was; no change of the clock moves it.</param>
/// <param name="Boot">Which start of the machine that counts from.</param>
public sealed record ProcessIdentity(int Pid, long StartTicks, string Boot)
{
    /// <summary>USER_HZ: what /proc counts in, on every architecture that .NET runs on.</summary>
    private const int TicksPerSecond = 100;

    /// <summary>Where the fields after the name begin to count.</summary>
    private const int AfterName = 3;

    private const int StartField = 22;

    /// <summary>The process that has a number now; null when there is none, or it is a zombie, or this is not Linux.</summary>
    /// <param name="pid">The number.</param>
    public static ProcessIdentity? Of(int pid)
    {
        // The name in parentheses may hold anything, parentheses and blanks too.
        string stat = Content($"/proc/{pid}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > StartField - AfterName && fields[0] is not ("Z" or "X" or "x")
            && long.TryParse(fields[StartField - AfterName], NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)
            ? new(pid, ticks, Content("/proc/sys/kernel/random/boot_id").Trim())
            : null;
    }

    /// <summary>Whether this very process still runs; a zombie is over.</summary>
    public bool IsRunning() => Of(Pid) == this;

    /// <summary>When it was started, as the machine's clock has it now; null when the machine was started anew since.</summary>
    public DateTimeOffset? StartedAt()
    {
        string? line = Content("/proc/stat").Split('\n').FirstOrDefault(each => each.StartsWith("btime ", StringComparison.Ordinal));
        return line is not null && Content("/proc/sys/kernel/random/boot_id").Trim() == Boot
            && long.TryParse(line.AsSpan("btime ".Length), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).AddMilliseconds(StartTicks * (1000.0 / TicksPerSecond))
            : null;
    }

    private static string Content(string file)
    {
        try
        {
            return File.ReadAllText(file, Encoding.Latin1);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // There is no such process, or there is no /proc.
            return string.Empty;
        }
    }
}
