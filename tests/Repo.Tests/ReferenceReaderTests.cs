using System.Text;
using Mono.Cecil;
using Repo.Tests.Compiled;

namespace Repo.Tests;

/// <summary>The rules on compiled metadata are worth what their reader sees; here it reads this very assembly.</summary>
public sealed class ReferenceReaderTests
{
    private static readonly ModuleDefinition Here = Assemblies.Load(typeof(ReferenceReaderTests).Assembly.Location);

    [Theory]
    [InlineData(nameof(Guinea.Field), typeof(StringBuilder))]
    [InlineData(nameof(Guinea.Attribute), typeof(Rune))]
    [InlineData(nameof(Guinea.Signature), typeof(Uri))]
    [InlineData(nameof(Guinea.Body), typeof(Random))]
    [InlineData(nameof(Guinea.Lambda), typeof(Version))]
    [InlineData(nameof(Guinea.GenericArgument), typeof(Half))]
    [InlineData(nameof(Guinea.Catch), typeof(TimeoutException))]
    [InlineData(nameof(Guinea.Constraint), typeof(IFormattable))]
    public void A_reference_is_seen_in_a(string place, Type referred)
    {
        string name = $"{typeof(Guinea).FullName!.Replace('+', '/')}/{place}";
        IEnumerable<string> seen = Here.AllTypes().Where(type => type.FullName == name || type.FullName.StartsWith(name + "/", StringComparison.Ordinal)).SelectMany(References.Types).Select(type => type.FullName);
        Assert.Contains(referred.FullName, seen, StringComparer.Ordinal);
    }

    private static class Guinea
    {
        internal sealed class Field
        {
            internal readonly StringBuilder[] Text = [];
        }

        [Marker(typeof(Rune))]
        internal sealed class Attribute;

        internal abstract class Signature
        {
            internal abstract void Take(ref Uri link);
        }

        internal static class Body
        {
            internal static object Make() => new Random(0);
        }

        internal static class Lambda
        {
            internal static Func<object> Make() => () => new Version(1, 0);
        }

        internal static class GenericArgument
        {
            internal static object Make() => Enumerable.Empty<List<Half>>();
        }

        internal static class Catch
        {
            internal static void Run(Action action)
            {
                try
                {
                    action();
                }
                catch (TimeoutException)
                {
                    // The type in the handler is what the reader must see.
                }
            }
        }

        internal sealed class Constraint
        {
            internal static void Use<T>()
                where T : IFormattable
            {
                // The constraint is what the reader must see.
            }
        }

        [AttributeUsage(AttributeTargets.Class)]
        internal sealed class MarkerAttribute(Type type) : System.Attribute
        {
            internal Type Type { get; } = type;
        }
    }
}
